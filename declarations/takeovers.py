"""An offer to the register is answered: taken over through the register's own form, or left with a reason."""

from django.db import transaction
from django.urls import reverse

from enterprises import rules
from enterprises.actions.changes import locked
from enterprises.forms import EnterpriseForm
from enterprises.items import ITEMS
from enterprises.models import Enterprise
from pinzibiao.casework.actions import record
from pinzibiao.casework.refusals import NotReady, WrongDesk, WrongStatus
from pinzibiao.casework.workflow import Desk
from pinzibiao.notices.actions import tell

from .forms.sent import as_sent
from .models import Declaration
from .notifications import ASKED, enterprise_people
from .offers import KEPT, OWN_RECORD, TAKEN, Offer, may_take, offers_of

CHANGED = "企业档案或申报内容刚刚有了变化，请核对后再办理。"


@transaction.atomic
def take_over(case: Declaration, key: str, version: str, *, by) -> None:
    """The register says what the declaration says. Raises ``Refused``."""
    offer = _locked_offer(case, key, version, by)
    form = _form(offer, case.enterprise, by)
    if not form.is_valid():
        words = "；".join(f"{label}：{sentence}" for _, label, sentence in form.error_list())
        raise NotReady(f"企业档案不能这样保存：{words}请在企业档案中修改。")
    form.save()
    _leave(case, offer, TAKEN, "更新企业档案", offer.label, by)


@transaction.atomic
def leave_as_it_is(case: Declaration, key: str, version: str, reason: str, *, by) -> None:
    """The county does not take the offer over, and says why. Raises ``Refused``."""
    offer = _locked_offer(case, key, version, by)
    if not rules.keeps(by, case.enterprise):
        raise WrongDesk("是否采纳由企业所在地的县级市场监管部门决定。")
    if not reason:
        raise NotReady("请写明不采纳的理由，企业会看到。")
    _leave(case, offer, KEPT, "企业档案不改", f"{offer.label}：{reason}", by)


def _locked_offer(case: Declaration, key: str, version: str, by) -> Offer:
    """Both the case and the record are held, so that what was seen is what is saved."""
    row = Declaration.objects.select_for_update(of=("self",)).select_related("product").get(pk=case.pk)
    row.enterprise = locked(row.enterprise)
    offer = next((one for one in offers_of(row) if one.key == key), None)
    if offer is None or offer.version != version:
        raise WrongStatus(CHANGED)
    if not may_take(by, row, offer):
        raise WrongDesk("这一项由企业所在地的县级市场监管部门维护。")
    return offer


def _form(offer: Offer, enterprise: Enterprise, by):
    """The register's own form, sent with what it holds already and the changes."""
    if offer.item == OWN_RECORD:
        form = EnterpriseForm(offer.changes, instance=offer.row)
        form.fields = {name: form.fields[name] for name in offer.changes}
        return form
    item = ITEMS[offer.item]
    given = {"instance": offer.row, "enterprise": enterprise, "user": by}
    stored = {one.name: as_sent(one) for one in item.form(**given)}
    return item.form(stored | offer.changes, **given)


def _leave(case: Declaration, offer: Offer, action: str, label: str, words: str, by) -> None:
    data = {"key": offer.key, "version": offer.version, "before": offer.before, "after": offer.after}
    record(case, action, label, by=by, desk=Desk(by.kind), comment=words, data=data)
    if rules.keeps(by, case.enterprise):
        text = f"「{case.product.name}」的申报与企业档案的不同之处，属地已有答复：{label}。请查看。"
        tell(
            enterprise_people(case),
            ASKED,
            text,
            reverse("declarations:register", args=[case.pk]),
            f"register:{case.pk}:{offer.version}",
        )
