"""The pages on which people subscribe by mail, choose, leave, come back and are forgotten.

Who may do what is in the address alone: its token was mailed to one mailbox, for one purpose. There is no cookie, no
password and no session, so no browser carries anything that another site could use: a page of a stranger's can send
only what the stranger knows already. What is asked for by GET, HEAD or OPTIONS changes nothing.

    catalogue    the site's languages and tags, as forms offer them
    form         what was posted -> an address and choices, or what is wrong with them
    stamp        when a form was given out, signed: nobody sends one within seconds, or one that they made up
    origin       whether a form was sent from a page of this site
    desk         all that the views need, made once
    subscribing  ask: /en/subscribe/
    confirming   confirm: /en/confirm/TOKEN
    choosing     change, and be forgotten: /en/preferences/TOKEN, /en/forget/TOKEN
    leaving      leave, at once and with one click, and take it back: /en/unsubscribe/TOKEN
    postman      a site that is served -> a thread by which the mails leave that its store owes
    part         all of these -> one part of the application
"""
