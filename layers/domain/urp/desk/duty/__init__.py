"""Who is on duty, what they are told, and who is told when nobody hears.

model    an alert, from when it is raised until somebody has dealt with it
ladder   what is due of an alert: who is told next, and when
words    what an alert says, by class, in mail, text message and page
turns    the list of turns: who is on duty, who comes second, where nobody is
"""
