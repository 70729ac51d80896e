"""What each paper says, in procedure order (法律援助文书格式, 司法部 2023). A context is plain JSON and is frozen when the paper is issued.

Table papers: rows = [[label, value, label, value], ...] (a last value spans), blocks = [[title, text, signature line]].
Letters: to, paragraphs, and a seal.
"""
