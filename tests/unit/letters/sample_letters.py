"""One letter of every kind, as Ziyang County would write it. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw

from quancheng.cases import letters
from quancheng.kernel.moments import at

RARE = "𠮷䶮㛃"
RECEIVED = date(2026, 2, 13)


def drawn_signature() -> bytes:
    """A small PNG such as a signature pad makes: ink on a transparent ground."""
    picture = Image.new("RGBA", (360, 140), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.line(
        [(20, 90), (70, 30), (110, 110), (170, 40), (230, 95), (340, 50)], fill="black", width=7
    )
    pen.line([(60, 70), (300, 80)], fill="black", width=5)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


HEAD = letters.Head(
    authority="紫阳县市场监督管理局",
    centre="紫阳县政务服务中心",
    issued_on=RECEIVED,
    case_number="61092401 20260213 000187S",
    item="食品（含保健食品）经营许可核发",
    addressee="紫阳县城关镇渡口茶餐馆",
    check_code="7K4M-29QX",
    check_url="https://ziyang.example/check/6109240120260213000187S?code=7K4M29QX",
    document_number="紫市监许受〔2026〕87 号",
    contact="联系人 吴岚同　县政务服务中心 W20 食品药品窗口",
    ledger=letters.LedgerLine(
        sequence=1198206, tree_head="m8TzB1xW0cVnYq5RkLd2HsJf9GuPeAo3XiNvQ7tZrCw="
    ),
)
SIGNED = replace(
    HEAD,
    signature=letters.Signature(name="程岭南", post="分管负责人", image_png=drawn_signature()),
)
REMEDIES = letters.Remedies(reconsideration_to="紫阳县人民政府", court="紫阳县人民法院")
PROMISED = letters.Limit(value=4, last_day=date(2026, 2, 26))
STATUTORY = letters.Limit(value=10, last_day=date(2026, 3, 5))
FOOD_LAW = "《中华人民共和国食品安全法》第三十五条"

RECEIPT = letters.Receipt(
    head=replace(HEAD, document_number=""),
    received_at=at(RECEIVED, 10, 12),
    window="W06 窗口",
    clerk="尹穗远",
    applicant_detail=f"经营者 卫{RARE}",
    promised=PROMISED,
    statutory=STATUTORY,
    accepted=True,
    collection="免费邮寄，电子证照当天可用",
    materials=(
        letters.MaterialLine(name="食品经营许可申请书", copies="原件 1", grade="D"),
        letters.MaterialLine(name="营业执照", copies="电子证照，免交", grade="A"),
        letters.MaterialLine(name="经营场所平面布局和操作流程图", copies="原件 2", grade="B"),
        letters.MaterialLine(name="主要设备设施清单", copies="原件 1", grade="B"),
        letters.MaterialLine(name="食品安全管理制度目录", copies="原件 1", grade="B"),
        letters.MaterialLine(name="从业人员健康证明", copies="原件 1", grade="B"),
        letters.MaterialLine(name="食品安全管理人员配备证明", copies="原件 1", grade="B"),
    ),
)
ACCEPTANCE = letters.AcceptanceNotice(
    head=HEAD,
    received_on=RECEIVED,
    accepted_on=RECEIVED,
    statutory=STATUTORY,
    promised=PROMISED,
    remedies=REMEDIES,
    remarks=("本机关将指派两名以上工作人员到经营场所现场核查，核查时间计入上述期限。",),
)
CORRECTION = letters.CorrectionNotice(
    head=replace(HEAD, document_number="紫市监许补〔2026〕12 号"),
    received_on=RECEIVED,
    reply_by=date(2026, 3, 2),
    remedies=REMEDIES,
    defects=(
        letters.Defect(
            subject="从业人员健康证明",
            problem="缺少厨师一人的健康证明",
            wanted="补交有效期内的健康证明复印件一份，并带原件核对",
        ),
        letters.Defect(
            subject="经营场所平面布局图",
            problem="没有标明食品处理区的面积",
            wanted="在图上标明各功能区面积后重新提交",
        ),
        letters.Defect(subject="申请书", problem="经营者没有签名", wanted="可以到窗口当场补签"),
    ),
)
NON_ACCEPTANCE = letters.NonAcceptanceNotice(
    head=replace(HEAD, document_number="紫市监许不受〔2026〕3 号"),
    received_on=RECEIVED,
    ground="wrong_office",
    reasons=("申请的经营场所在汉滨区，食品经营许可由经营场所所在地的市场监督管理部门办理。",),
    legal_basis=("《食品经营许可和备案管理办法》第六条",),
    competent_office="安康市汉滨区市场监督管理局",
    remedies=REMEDIES,
)
GRANT = letters.GrantDecision(
    head=replace(SIGNED, document_number="紫市监许准〔2026〕66 号", issued_on=date(2026, 2, 26)),
    received_on=RECEIVED,
    accepted_on=RECEIVED,
    decided_on=date(2026, 2, 26),
    legal_basis=(FOOD_LAW,),
    permitted=(
        ("经营者", f"卫{RARE}"),
        ("经营场所", "紫阳县城关镇渡口路 12 号"),
        ("主体业态", "餐饮服务经营者"),
        ("经营项目", "热食类食品制售、自制饮品制售"),
        ("许可期限", "2026年2月26日至2031年2月25日"),
    ),
    conditions=("按照许可的经营项目和食品安全制度经营，在经营场所公示食品经营许可证。",),
    deliver_by=date(2026, 3, 11),
    remedies=REMEDIES,
)
REFUSAL = letters.RefusalDecision(
    head=replace(SIGNED, document_number="紫市监许否〔2026〕2 号", issued_on=date(2026, 2, 26)),
    received_on=RECEIVED,
    accepted_on=RECEIVED,
    decided_on=date(2026, 2, 26),
    reasons=(
        "食品处理区与厕所之间没有隔开，现场核查时责令整改后仍不符合要求。",
        "没有与经营规模相适应的餐具清洗消毒设施。",
    ),
    legal_basis=("《中华人民共和国食品安全法》第三十三条第一款第（一）、（二）项",),
    remedies=REMEDIES,
)
SUSPENSION = letters.SuspensionNotice(
    head=replace(
        HEAD,
        authority="紫阳县水利局",
        item="洪水影响评价审批",
        addressee="紫阳县焕古茶旅开发有限公司",
        document_number="紫水停告〔2026〕3 号",
        issued_on=date(2026, 2, 2),
        case_number="61092401 20260123 001042A",
    ),
    accepted_on=date(2026, 1, 26),
    ground="专家评审",
    starts_on=date(2026, 2, 2),
    expected_days=8,
    expected_end=date(2026, 2, 12),
    conducted_by="紫阳县水利局组织的专家组",
    promised=letters.Limit(value=8, last_day=date(2026, 2, 24)),
    statutory=letters.Limit(value=20, last_day=date(2026, 3, 11)),
)
EXTENSION = letters.ExtensionNotice(
    head=replace(SIGNED, document_number="紫市监许延〔2026〕1 号", issued_on=date(2026, 3, 4)),
    accepted_on=RECEIVED,
    extension=letters.Limit(value=10),
    approved_by="本机关负责人",
    reasons=("经营场所因道路抢修暂时不能进入，现场核查需要改期。",),
    original_deadline=date(2026, 3, 5),
    new_deadline=date(2026, 3, 19),
)
SERVICE_RECEIPT = letters.ServiceReceipt(
    head=replace(HEAD, document_number="", issued_on=date(2026, 2, 27)),
    documents=(
        ("准予行政许可决定书", "紫市监许准〔2026〕66 号"),
        ("食品经营许可证", "JY26109240012345"),
    ),
    recipient=f"卫{RARE}（经营者本人）",
    method="direct",
    place="紫阳县政务服务中心统一出件窗口",
    server="姚渡生、罗浣溪",
    served_at=at(date(2026, 2, 27), 9, 40),
    recipient_signature_png=drawn_signature(),
)
CERTIFICATE = letters.ResultDocument(
    head=replace(HEAD, document_number="", issued_on=date(2026, 2, 26)),
    style="certificate",
    title="食品经营许可证",
    number="JY26109240012345",
    holder="紫阳县城关镇渡口茶餐馆",
    holder_code="92610924MA70XXXX1T",
    lines=(
        ("法定代表人（负责人）", f"卫{RARE}"),
        ("住所", "紫阳县城关镇渡口路 12 号"),
        ("经营场所", "紫阳县城关镇渡口路 12 号"),
        ("主体业态", "餐饮服务经营者"),
        ("经营项目", "热食类食品制售、自制饮品制售"),
    ),
    valid_from=date(2026, 2, 26),
    valid_until=date(2031, 2, 25),
)
RESULT_LETTER = letters.ResultDocument(
    head=replace(SUSPENSION.head, issued_on=date(2026, 2, 24)),
    style="letter",
    title="洪水影响评价审批意见",
    number="紫水许〔2026〕5 号",
    holder="紫阳县焕古茶旅开发有限公司",
    body=(
        "你单位报送的《焕古茶旅综合体洪水影响评价报告》收悉。经组织专家评审，意见如下：",
        "一、基本同意报告的结论。二、施工应当避开主汛期，汛期服从县防汛指挥机构的调度。",
    ),
)
RESTING = "春节放假 ①"
HISTORY = (
    ("01-23", "收件"),
    ("01-24", "未受理，周末"),
    ("01-25", "未受理，周末"),
    ("01-26", "受理，当日不计 ③"),
)


def proof_rows() -> tuple[letters.ProofRow, ...]:
    """The days of the flood appraisal of the mock-up, from receipt to the statutory deadline."""
    rows = []
    used = 0
    resting = {date(2026, 2, day) for day in range(15, 24)}
    makeup = {date(2026, 2, 14), date(2026, 2, 28)}
    start, promised, statutory = date(2026, 1, 26), date(2026, 2, 24), date(2026, 3, 11)
    for number in range(date(2026, 1, 23).toordinal(), statutory.toordinal() + 1):
        day = date.fromordinal(number)
        rest = day in resting or (day.weekday() > 4 and day not in makeup)
        suspended = date(2026, 2, 2) < day <= date(2026, 2, 12) and not rest
        counted = day > start and not rest and not suspended
        used += counted
        reason = "工作日" if counted else "周末" if rest else "专家评审停计时 ②"
        reason = RESTING if day in resting else "调休上班 ①" if day in makeup else reason
        reason = dict(HISTORY).get(f"{day:%m-%d}", reason)
        due = {promised: "工作日，承诺到期", statutory: "工作日，法定到期"}.get(day)
        reading = used if day >= start else None
        rows.append(
            letters.ProofRow(
                day=day,
                counted=counted,
                reason=due or reason,
                promised=reading if day <= promised else None,
                statutory=reading,
                kind="due"
                if due
                else "rest"
                if rest and day > start
                else "suspended"
                if suspended
                else "plain",
                future=day > promised,
            )
        )
    return tuple(rows)


PROOF_SHEET = letters.ProofSheetLetter(
    head=replace(
        SUSPENSION.head,
        item="洪水影响评价审批（610119005000 第 2 版）",
        issued_on=date(2026, 2, 24),
        document_number="",
    ),
    made_at=at(date(2026, 2, 24), 10, 24),
    clocks=(
        letters.ProofClock(
            name="承诺 8 个工作日",
            last="2月24日（周二）17:30",
            reckoning="1月26日受理 + 8 个计时日，其间停 8 天",
        ),
        letters.ProofClock(
            name="法定 20 个工作日 · 许可法第 42 条",
            last="3月11日（周三）17:30",
            reckoning="1月26日受理 + 20 个计时日，其间停 8 天",
        ),
    ),
    rows=proof_rows(),
    total=44,
    counted=20,
    suspended=8,
    rest=16,
    notes=(
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号），日历第 4 版。",
        "紫水停告〔2026〕3 号，2月2日送达；停计时（2月2日，2月12日］，依据许可法第 45 条。",
        "民法典第 201 条：开始的当日不计入；第 203 条：末日到营业时间结束止（本中心 17:30）。",
    ),
    remark="没有延长审批，没有补正。",
)
RECUSAL = letters.RecusalDecision(
    head=replace(HEAD, document_number="紫市监听避〔2026〕1 号", issued_on=date(2026, 2, 26)),
    asked_by="相邻商户代表",
    asked_on=date(2026, 2, 25),
    asked_reason="主持人与申请人是近亲属。",
    chair="雷茗和",
    granted=True,
    reasons=("经核实，主持人与申请人确系近亲属。",),
    decided_by="程岭南",
    decided_on=date(2026, 2, 26),
    new_chair="吴岚同",
    legal_basis=(FOOD_LAW,),
)
ALL: tuple[letters.Letter, ...] = (
    RECEIPT,
    replace(RECEIPT, paper="slip"),
    ACCEPTANCE,
    CORRECTION,
    NON_ACCEPTANCE,
    GRANT,
    REFUSAL,
    SUSPENSION,
    EXTENSION,
    SERVICE_RECEIPT,
    CERTIFICATE,
    RESULT_LETTER,
    PROOF_SHEET,
    RECUSAL,
)
