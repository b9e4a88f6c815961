"""Words and sentences of invented notes on papers: Korean and English side by side, as such notes really read."""

from __future__ import annotations

TAGS = tuple(
    """
    llm transformer pretraining tokenizer embedding 강화학습 reinforcement-learning alignment scaling-law long-context
    attention diffusion multimodal vision-language reasoning 언어모델 dataset benchmark evaluation instruction-tuning
    distillation quantization mixture-of-experts retrieval rag 토크나이저 agent code-generation math chain-of-thought
    in-context-learning prompt-tuning optimizer regularization normalization 정렬 initialization learning-rate
    batch-size data-mixture data-selection deduplication synthetic-data preference-learning reward-model 사전학습 rlhf
    dpo safety jailbreak hallucination factuality calibration uncertainty interpretability 확산모델 probing
    sparse-autoencoder circuit superposition memorization privacy federated-learning watermark bias 멀티모달 fairness
    robustness adversarial distribution-shift continual-learning transfer-learning meta-learning few-shot zero-shot
    데이터셋 multitask multilingual translation summarization question-answering dialogue speech text-to-speech
    speech-recognition 벤치마크 audio video image-generation image-editing text-to-image text-to-video 3d-generation
    nerf gaussian-splatting 추론 depth-estimation segmentation detection object-detection tracking pose-estimation ocr
    document-understanding vit 음성인식 convolution self-supervised contrastive-learning masked-modeling autoencoder vae
    gan normalizing-flow flow-matching 번역 score-matching consistency-model energy-based autoregressive
    state-space-model linear-attention recurrent positional-encoding rope 요약 kv-cache speculative-decoding
    parallel-decoding decoding sampling beam-search early-exit pruning sparsity 검색 low-rank lora adapter
    parameter-efficient model-merging ensembling model-stitching inference-efficiency training-efficiency 로봇
    distributed-training pipeline-parallel checkpointing mixed-precision fp8 hardware gpu kernel compiler 지식증류
    serving scheduling energy search planning world-model robotics imitation-learning offline-rl 양자화 exploration
    credit-assignment self-play theorem-proving program-synthesis tool-use web-agent memory knowledge-graph 프롬프트
    knowledge-editing unlearning information-extraction table tabular time-series forecasting graph recommendation
    에이전트 causality bayesian optimal-transport generalization double-descent grokking ntk loss-landscape mean-field
    안전성 biology protein chemistry medical
    """.split()
)
"""The commonest first."""

GIVEN_NAMES = """
Ada Alan Amara Anders Bo Carmen Chen Chiara Daniel Dmitri Elena Emre Fatima Felix Grace Hana Henrik Ines Ivan Jae-Hoon
Jin Joon Kaito Katarina Laura Lei Linus Luca Mai Marco Maria Mei Mina Nadia Noam Olga Omar Paula Pierre Priya Qian
Rafael Ravi Rosa Samir Sena Seo-Yeon Sofia Tariq Theo Uma Victor Wei Xin Yael Yuki Yusuf Zara Zhen
""".split()
FAMILY_NAMES = """
Abe Ahn Alvarez Andersson Bauer Bianchi Chang Choi Costa Demir Dubois Eriksen Fischer Fontaine Garcia Gupta Han Hansen
Haddad Ito Ivanova Jansen Jung Kang Kapoor Kim Kovacs Kowalski Lee Lim Lindgren Liu Lopez Mehta Meyer Moreau Nakamura
Nguyen Novak Okafor Oh Park Patel Petrov Popescu Ricci Rossi Ryu Santos Sato Schmidt Silva Singh Sun Suzuki Tanaka
Torres Tran Vargas Wang Watanabe Weber Xu Yilmaz Yoon Zhang Zhou
""".split()

TITLES = (
    "{name}: {trait} {field} with {means}",
    "{name}: Towards {trait} {field}",
    "{trait} {field} via {means}",
    "On the Limits of {means} for {field}",
    "Rethinking {means} in {field}",
    "Is {means} All You Need for {trait} {field}?",
    "{name}: Scaling {means} to {trait} {field}",
    "Understanding {means} through {field}",
)
SYLLABLES = "ta vo ri ne lu mo ka se do pi ra fe no vi zu ma lo re gi sa".split()
TRAITS = """
Efficient Scalable Robust Faithful Sparse Unified Adaptive Controllable Interpretable Compositional Long-Context
Data-Efficient Hierarchical Parallel Open-Ended Multilingual
""".split()
FIELDS = (
    "Language Modeling",
    "Image Generation",
    "Mathematical Reasoning",
    "Retrieval",
    "Speech Recognition",
    "Code Generation",
    "Instruction Following",
    "Document Understanding",
    "Video Understanding",
    "Preference Learning",
    "World Models",
    "Robot Control",
)
MEANS = (
    "Byte-Level Patches",
    "Mixture of Experts",
    "Linear Attention",
    "Self-Distillation",
    "Speculative Decoding",
    "Synthetic Data",
    "Reward Shaping",
    "Low-Rank Adapters",
    "State Space Models",
    "Masked Diffusion",
    "Curriculum Learning",
    "Data Mixtures",
    "Sparse Autoencoders",
    "Test-Time Compute",
)

ABSTRACT = (
    "We introduce {name}, a simple method for {field} that combines {means} with a lightweight training objective.",
    "Recent progress in {field} relies on ever larger models, yet the role of {means} remains poorly understood.",
    "Across {number} benchmarks we find that {means} improves accuracy by up to {share}% at the same compute budget.",
    "Existing approaches to {field} scale poorly, because their cost grows with the length of the input sequence.",
    "Our analysis shows that most of the gain comes from only {number} layers, and that it persists at scale.",
    "We train models of up to {number}B parameters and observe consistent improvements over strong baselines.",
    "In contrast to prior work, {name} needs no additional supervision and can be applied to any pretrained model.",
    "Ablations suggest that {means} matters more than model size once the data is sufficiently diverse.",
    "We further show that the learned representations transfer to {field} without any task-specific tuning.",
    "Human evaluation over {number} thousand comparisons confirms that outputs are preferred in {share}% of cases.",
    "These results indicate that {means} is a practical alternative to scaling parameters alone.",
    "Code, data and model checkpoints are released to support further research on {field}.",
)

# What a person writes about a paper, in Korean and the same in English. {…} are filled alike in both.
COMMENTARY = (
    ("{topic}에 대한 연구. 흥미로운 결과네요.", "A study on {topic}. The results are interesting."),
    (
        "결국 중요한 것은 {topic}의 규모보다 {other}의 품질이라는 이야기입니다.",
        "In the end, the quality of {other} matters more than the scale of {topic}.",
    ),
    (
        "{number}B 규모의 모델에서도 {share}% 정도 개선되었습니다.",
        "Even for models of {number}B parameters there was an improvement of about {share}%.",
    ),
    (
        "{topic}에서 {other}까지 하나의 모델로 처리하려는 시도인데, 학습이 안정적인지가 관건이겠습니다.",
        "It attempts to handle everything from {topic} to {other} with one model; stable training is the key.",
    ),
    (
        "{topic}만 놓고 보면 새롭지 않지만 실험이 꼼꼼합니다.",
        "As far as {topic} goes it is not new, but the experiments are thorough.",
    ),
    (
        "비슷한 방향의 연구가 최근 많이 나오고 있는데 여기서는 {other}에 더 집중했네요.",
        "There have been many similar studies lately; this one focuses more on {other}.",
    ),
    (
        "추론 비용이 {number}배 가까이 줄어든다는 점이 마음에 듭니다.",
        "I like that inference becomes nearly {number} times cheaper.",
    ),
    (
        "{topic}에 쓰는 연산을 {other}에도 쓸 수 있을지 궁금하네요.",
        "I wonder whether the compute spent on {topic} could be spent on {other} as well.",
    ),
    ("데이터 구성이 공개되지 않은 점은 아쉽습니다.", "It is a pity that the data mixture is not disclosed."),
)
MARKED = (
    ("핵심은 **{topic}**에 있습니다.", "The key lies in **{topic}**."),
    (
        "**{topic}(baseline)**보다 좋다고 하지만 차이는 작습니다.",
        "It claims to beat **{topic} (baseline)**, but the margin is small.",
    ),
    (
        "`{code}` 하나만 바꿔도 결과가 크게 달라집니다.",
        "Changing nothing but `{code}` already makes a large difference.",
    ),
    ("자세한 내용은 [코드]({link})에 있습니다.", "The details are in the [code]({link})."),
    ("이전 연구({link})과 비교하면 훨씬 단순합니다.", "Compared to earlier work ({link}) it is far simpler."),
    ("{link}를 같이 보면 좋겠습니다.", "It reads well together with {link}."),
)
FORMULAS = (
    ("비용이 ${formula}$에 비례합니다.", "The cost is proportional to ${formula}$."),
    ("여기서 ${formula}$ 항이 중요합니다.", "The term ${formula}$ is what matters here."),
)
FORMULA = (r"O(n \log n)", "n^2", r"\alpha = 0.1", "d_{model}", r"\lambda \|w\|^2", r"\beta_1", "2^{k}", r"\sqrt{d}")
TOPICS = (
    ("사전학습", "pretraining"),
    ("데이터 필터링", "data filtering"),
    ("긴 문맥", "long context"),
    ("보상 모델", "reward models"),
    ("토큰화", "tokenization"),
    ("어텐션 희소화", "sparse attention"),
    ("합성 데이터", "synthetic data"),
    ("지시 튜닝", "instruction tuning"),
    ("추론 시간 연산", "test-time compute"),
    ("검색 증강", "retrieval augmentation"),
    ("이미지 토크나이저", "image tokenizers"),
    ("학습률 스케줄", "learning rate schedules"),
    ("전문가 라우팅", "expert routing"),
    ("평가 방법", "evaluation"),
)
CODE = ("warmup_steps", "top_p=0.95", "--bf16", "model.eval()", "weight_decay", "pip install", "seq_len", "lr=3e-4")
