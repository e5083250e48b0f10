"use strict";
// What a record still lacks, told before anybody signs it and without asking the portal, which judges again
// (visits/completeness.py).
(() => {
  const field = window.field;

  const scores = (sheet) => Object.keys(sheet).filter((name) => /^score_/.test(name) && sheet[name]);
  const finding = (sheet, name) => (sheet[name.replace("score_", "finding_")] || "").trim();

  const RULES = [
    (sheet) => (sheet.starts_at && sheet.ends_at ? "" : "请填写帮扶的开始时间和结束时间。"),
    (sheet) => (sheet.starts_at && sheet.ends_at && sheet.ends_at < sheet.starts_at ? "结束时间不能早于开始时间。" : ""),
    (sheet) => (sheet.ends_at && new Date(sheet.ends_at) > new Date() ? "帮扶时间晚于现在，请在帮扶结束后再提交，或改正时间。" : ""),
    (sheet) => (sheet.enterprise_people.trim() ? "" : "请填写企业参加人员（姓名、职务）。"),
    (sheet) => (scores(sheet).length ? "" : "请至少对一个维度作出诊断（评分和诊断意见）。"),
    (sheet) => (scores(sheet).every((name) => finding(sheet, name)) ? "" : "已评分的维度，请填写诊断意见。"),
    (sheet) => (Object.keys(sheet).some((name) => /^finding_/.test(name) && sheet[name].trim() && !sheet[name.replace("finding_", "score_")]) ? "已填写诊断意见的维度，请评分。" : ""),
    (sheet) => (sheet.problems.every((row) => row.title.trim() && row.dimension) ? "" : "每个问题都要写明问题、选择维度。"),
    (sheet) => (sheet.conclusion.trim() ? "" : "请填写帮扶结论。"),
  ];

  field.missing = (sheet) => RULES.map((rule) => rule(sheet)).filter(Boolean);
})();
