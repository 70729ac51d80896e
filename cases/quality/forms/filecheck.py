from cases.forms.fields import one_of, text
from cases.quality.law.filecheck import ANSWERS, ITEMS
from legalaid.platform.office.forms import OfficeForm


class FileCheckForm(OfficeForm):
    faults = text("发现的问题（有不符合的写明）", required=False, length=1000, rows=3)

    def __init__(self, *args, checked, **kwargs):
        super().__init__(*args, **kwargs)
        last = self.fields.pop("faults")
        for code, label in ITEMS.items():
            self.fields[code] = one_of(label, ANSWERS)
        self.fields["faults"] = last
        if checked:
            self.fields["reason"] = text("更正的理由", length=200)

    def facts(self):
        data = self.cleaned_data
        found = {code: data[code] for code in ITEMS}
        return {"found": found, "faults": data["faults"], "reason": data.get("reason", "")}
