from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pinzibiao.accounts"
    verbose_name = "账号"

    def ready(self):
        from pinzibiao.casework import holders

        from . import stand_ins
        from .matrix import PUBLIC, declare, rule
        from .models import Role

        holders.register(stand_ins.absent_of)
        admin, auditor = Role.Kind.ADMINISTRATOR, Role.Kind.AUDITOR
        declare(
            "账号",
            rule("account_login", "登录", PUBLIC),
            rule("account_logout", "退出"),
            rule("account_inactive", "账号已停用", PUBLIC),
            rule("mfa_authenticate", "登录第二步：输入动态码"),
            rule("account_change_password", "修改密码"),
            rule("account_reauthenticate", "再次确认身份（密码）"),
            rule("mfa_index", "二次验证"),
            rule("mfa_reauthenticate", "再次确认身份（动态码）"),
            rule("mfa_activate_totp", "启用二次验证"),
            rule("mfa_deactivate_totp", "停用二次验证"),
            rule("mfa_view_recovery_codes", "恢复码"),
            rule("mfa_generate_recovery_codes", "重新生成恢复码"),
            rule("mfa_download_recovery_codes", "下载恢复码"),
            rule("accounts:profile", "我的账号"),
            rule("accounts:stand_ins", "代办", *Role.REGULATORS, admin, auditor),
            rule("accounts:stand_in_create", "设定代办", *Role.REGULATORS, admin),
            rule("accounts:stand_in_end", "结束代办（仅双方和系统管理员）", *Role.REGULATORS, admin),
            rule("accounts:handover", "账号交接"),
            rule("accounts:users", "用户列表", admin, auditor),
            rule("accounts:user", "用户详情", admin, auditor),
            rule("accounts:matrix", "角色与动作", admin, auditor),
            rule("accounts:user_create", "开户", admin),
            rule("accounts:user_edit", "修改用户与角色", admin),
            rule("accounts:user_close", "停用账号", admin),
            rule("accounts:user_reopen", "启用账号", admin),
            rule("accounts:user_password", "重置密码", admin),
            rule("accounts:user_second_factor", "重置二次验证", admin),
            rule("regions:list", "行政区划", admin, auditor, Role.Kind.PROVINCE),
        )
