/// Every word and sentence that a report has, in one table.
enum ReportWord: String, CaseIterable {
  case title, period, site, made, part, count, share, formulas
  case key, sums, hours, numbers, groups, seats, directions, keys, negotiations, failures, measured
  case sip
  case offered, answered, answerRate, inTime, inTimeRate, abandoned, averageWait, wait95,
    averageTalk
  case averageHold, averageQueue, averageWrapUp, rejected, outgoing, emergencies, harassing, levels,
    recalls
  case pressed, connected, success, wrong, wrongRate, rung, first, seat, number, group, hour
  case direction, outcome, span, p50, p95, p99, connectedTime, figure, value, how
  case later, unanswered, failed, unreadable, noData
  case directionTimes, keyTimes, seatTransfers, seatTimes, groupTransfers, groupTimes
  case numberTransfers, numberTimes, hourTransfers, hourTimes
  case negotiated, accepted, declined, timedOut, returned, emergency, left
  case invite50, invite95, invite99, voice50, voice95, voice99
  case keyName, whole50, whole95, whole99
  case ser, seer, isa, scr, srd50, srd95, sdt

  subscript(language: ReportLanguage) -> String {
    let pair = Self.table[self] ?? (rawValue, rawValue)
    return language == .zh ? pair.0 : pair.1
  }

  private static let table: [ReportWord: (String, String)] = [
    .title: ("12345 与 110 联动运行报告", "12345–110 linkage report"),
    .period: ("统计期", "Period"), .site: ("站点", "Site"), .made: ("生成时间", "Made"),
    .part: ("时段", "Part"), .count: ("次数", "Count"), .share: ("占比", "Share"),
    .formulas: ("计算公式", "Formulas"), .key: ("主要指标", "Main figures"),
    .sums: ("分时段来电", "Calls over the period"),
    .hours: ("按钟点", "By hour of the day"), .numbers: ("按被叫号码", "By number"),
    .groups: ("按话务组", "By group"), .seats: ("按座席", "By seat"),
    .directions: ("按转接方向", "Transfers by direction"), .keys: ("按转接键", "Transfers by key"),
    .negotiations: ("三方协商结果", "Negotiations"),
    .failures: ("未接通的转接", "Transfers that did not connect"),
    .measured: ("一键转接实测时延", "The measured key"),
    .sip: ("SIP 指标（RFC 6076）", "SIP figures (RFC 6076)"),
    .offered: ("呼入", "Offered"), .answered: ("接通", "Answered"),
    .answerRate: ("接通率", "Answer rate"), .inTime: ("15 秒内接通", "Answered within 15 s"),
    .inTimeRate: ("15 秒接通率", "15-second rate"), .abandoned: ("放弃", "Abandoned"),
    .averageWait: ("平均应答速度", "Average speed of answer"),
    .wait95: ("95% 应答速度", "Speed of answer, 95 %"),
    .averageTalk: ("平均通话", "Average talk"), .averageHold: ("平均保持", "Average hold"),
    .averageQueue: ("平均排队", "Average queue"),
    .averageWrapUp: ("平均话后处理", "Average wrap-up"), .rejected: ("拒绝", "Rejected"),
    .outgoing: ("座席呼出", "Calls by seats"), .emergencies: ("紧急键", "Emergency key"),
    .harassing: ("骚扰标记", "Marked as harassing"),
    .levels: ("响应级别 一般/较大/重大/特别重大", "Level 1 / 2 / 3 / 4"),
    .recalls: ("转接失败回拨", "Recalls"), .pressed: ("发起", "Pressed"),
    .connected: ("成功", "Connected"), .success: ("成功率", "Success"),
    .wrong: ("误转", "Wrong"), .wrongRate: ("误转率", "Wrong, share"), .rung: ("振铃", "Rung"),
    .first: ("首接", "First receiver"), .seat: ("座席", "Seat"), .number: ("号码", "Number"),
    .group: ("话务组", "Group"), .hour: ("钟点", "Hour"), .direction: ("方向", "Direction"),
    .outcome: ("结果", "Outcome"), .span: ("区间", "Span"), .p50: ("中位", "p50"),
    .p95: ("95%", "p95"), .p99: ("99%", "p99"),
    .connectedTime: ("通话合计", "Time connected"), .figure: ("指标", "Figure"),
    .value: ("数值", "Value"), .how: ("公式", "Formula"), .later: ("15 秒后接通", "Answered later"),
    .unanswered: ("未接通", "Not answered"), .failed: ("失败", "Failed"),
    .unreadable: ("无法读取的行", "Lines that could not be read"),
    .noData: ("本期无数据", "Nothing in this period"),
    .directionTimes: ("一键转接时延，按方向（毫秒）", "The measured key by direction (ms)"),
    .keyTimes: ("一键转接时延，按转接键（毫秒）", "The measured key by key (ms)"),
    .seatTransfers: ("各座席的转接与协商", "Transfers and negotiations by seat"),
    .seatTimes: ("一键转接时延，按座席（毫秒）", "The measured key by seat (ms)"),
    .groupTransfers: ("各话务组的转接与协商", "Transfers and negotiations by group"),
    .groupTimes: ("一键转接时延，按话务组（毫秒）", "The measured key by group (ms)"),
    .numberTransfers: ("各被叫号码的转接与协商", "Transfers and negotiations by number"),
    .numberTimes: ("一键转接时延，按被叫号码（毫秒）", "The measured key by number (ms)"),
    .hourTransfers: ("各钟点的转接与协商", "Transfers and negotiations by hour"),
    .hourTimes: ("一键转接时延，按钟点（毫秒）", "The measured key by hour (ms)"),
    .negotiated: ("协商", "Negotiated"), .accepted: ("受理", "Accepted"),
    .declined: ("退回", "Declined"), .timedOut: ("超时", "Timed out"),
    .returned: ("撤回", "Returned"), .emergency: ("紧急", "Emergency"), .left: ("未决", "Left"),
    .invite50: ("T0→T2 50%", "T0→T2 p50"), .invite95: ("T0→T2 95%", "T0→T2 p95"),
    .invite99: ("T0→T2 99%", "T0→T2 p99"), .voice50: ("T4→T6 50%", "T4→T6 p50"),
    .voice95: ("T4→T6 95%", "T4→T6 p95"), .voice99: ("T4→T6 99%", "T4→T6 p99"),
    .keyName: ("转接键", "Key"), .whole50: ("T0→T6 50%", "T0→T6 p50"),
    .whole95: ("T0→T6 95%", "T0→T6 p95"), .whole99: ("T0→T6 99%", "T0→T6 p99"),
    .ser: ("会话建立率 SER", "Session Establishment Ratio (SER)"),
    .seer: ("会话建立有效率 SEER", "Session Establishment Effectiveness Ratio (SEER)"),
    .isa: ("无效会话比例 ISA", "Ineffective Session Attempts (ISA)"),
    .scr: ("会话完成率 SCR", "Session Completion Ratio (SCR)"),
    .srd50: ("会话请求时延 SRD 中位", "Session Request Delay (SRD), p50"),
    .srd95: ("会话请求时延 SRD 95%", "Session Request Delay (SRD), p95"),
    .sdt: ("平均会话时长 SDT", "Session Duration Time (SDT), mean"),
  ]
}
