"""The bytes of a message -> findings: what mail programs and filters make of it.

From the bytes of a message to findings:

    mail       bytes -> headers, a tree of HTML, and text
    css        styles -> rules and declarations
    colour     a colour -> how far it is from another for the eye
    computed   elements -> how each is shown, by day and by night
    support    which mail programs drop what
    headers, structure, styles, colours, links, words, text_part, size  the rules, by what they look at
    rules      all of them, and a message -> what they find
"""
