"""A publication -> the site and the letters of its newsletter in a browser, as they would be if it were built now.

Nothing of the publication is written: it is built in a temporary folder, again after each change.

    looks        a letter's HTML -> as it looks by night, without pictures, without a stylesheet
    letter       an issue and a choice of tags -> the letter that a reader with this choice gets
    findings     a letter -> what is wrong with it
    issues       a library -> every issue, each cut into pieces when somebody looks at it
    edition      settings -> the site and its issues, built in a folder of our own
    stage        what the newest edition is, and what became of the newest try
    answer       what a browser asks for, and what it gets
    mail         /preview/… -> the list of issues, a letter, or a part of it
    overlay      a page of the site -> the same with a way to the mails and what is wrong
    website      a path of the site -> the file that stands there
    application  a request -> an answer (WSGI)
    server       an application -> a local address
    watching     files and folders -> a wait until they look otherwise
    run          build, serve, wait, build again
"""
