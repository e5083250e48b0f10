"""The facts of a problem as its page tells them; remarks stand beside these labels."""


def problem_facts(problem) -> list[tuple]:
    """What it is and who has it in hand, without what links to other rooms."""
    return [
        ("来源", problem.get_source_display()),
        ("维度", problem.get_dimension_display()),
        ("类别", problem.get_category_display()),
        ("严重程度", problem.get_severity_display()),
        ("优先级", problem.get_priority_display()),
        ("现状值", problem.in_unit(problem.now_value)),
        ("提出日期", problem.raised_on),
        ("提出人", problem.reported_by),
        ("责任单位", problem.responsible_unit),
        ("责任人", problem.responsible_person),
        ("完成时限", problem.due_on),
    ]


def outcome_of(problem) -> list[tuple]:
    """What became of it, what was claimed and what was verified."""
    return [
        ("整改后值", problem.in_unit(problem.after_value)),
        ("企业申报节约（万元）", problem.claimed_saving_wan),
        ("核定节约成本（万元）", problem.saving_wan),
        ("节约性质", problem.get_saving_kind_display()),
        ("节约依据", problem.saving_basis or problem.claimed_saving_basis),
        ("验证人", problem.verifier),
        ("销号人", problem.closed_by),
        ("销号日期", problem.solved_on),
    ]


def words_of(problem) -> list[tuple[str, str]]:
    return [
        ("问题描述", problem.description),
        ("原因分析", problem.root_cause),
        ("改进建议", problem.advice),
    ]
