"""Who is on duty, what they are told, and who is told when nobody hears.

model    an alert, from when it is raised until somebody has dealt with it
words    what an alert says, by class, in mail, text message and page
"""
