"""What is written as a percentage or a share."""


def share_of(written):
    text = str(written)
    return float(text.rstrip("%")) / 100 if "%" in text else float(text)
