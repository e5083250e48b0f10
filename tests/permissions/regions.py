"""Who may open the list of places."""

RULES = {
    "regions:list": {
        "roles": ["province_handler", "province_reviewer", "province_leader", "auditor", "administrator"],
        "other": 403,
        "public": False,
        "method": "GET",
    },
}
