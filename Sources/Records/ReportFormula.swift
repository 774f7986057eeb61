/// How each figure is computed, as a report prints it.
enum ReportFormula {
  static func all(_ language: ReportLanguage, wrongWithin: Int) -> [(ReportWord, String)] {
    language == .zh ? chinese(wrongWithin) : english(wrongWithin)
  }

  private static func chinese(_ minutes: Int) -> [(ReportWord, String)] {
    [
      (.offered, "统计期内开始的市民来电，不含被拒绝（rejected-…）与并入他呼（merged-…）的"),
      (.answerRate, "有座席应答的呼入 ÷ 呼入（GB/T 33358-2016：任意 24 小时 ≥ 95%）"),
      (.inTimeRate, "talking_ms ≤ 15000 的呼入 ÷ 呼入（GB/T 33358-2016：15 秒内应答）"),
      (.averageWait, "talking_ms 之和 ÷ 接通"), (.wait95, "talking_ms 升序第 ⌈0.95·n⌉ 个"),
      (.abandoned, "ending = abandoned：座席应答前市民挂机"),
      (.averageTalk, "talking、adding、consulting、conferring 状态时长之和 ÷ 接通"),
      (.averageHold, "held 状态时长之和 ÷ 接通"),
      (.averageQueue, "arriving、waiting 状态时长之和 ÷ 呼入"),
      (.averageWrapUp, "各腿 wrap_up_ms 之和 ÷ 有该值的腿数"),
      (.success, "outcome = connected 的转接 ÷ 发起的转接、三方与协商"),
      (.wrong, "成功转接后 \(minutes) 分钟内：按 return 键被接受，或由对方转回本方并接通"),
      (.wrongRate, "误转 ÷ 成功"), (.recalls, "进入 recalling 状态的次数"),
      (.measured, "T0 按键到达，T2 发出 INVITE，T4 收到 200，T6 市民语音首帧送达新方；百分位取升序第 ⌈p·n⌉ 个"),
      (.connectedTime, "本座席各腿 ended_ms − answered_ms 之和"),
      (.ser, "收到 200 的 INVITE ÷ 发出的 INVITE（不含本机在振铃中撤回的）"),
      (.seer, "（200、480、486、600、603）÷ 发出的 INVITE"),
      (.isa, "（408、500、503、504、不可达）÷ 发出的 INVITE"),
      (.scr, "建立后未中途丢失的会话 ÷ 发出的 INVITE"),
      (.srd50, "INVITE 至首个 18x 或 200，毫秒"), (.sdt, "200 至会话结束，平均"),
    ]
  }

  private static func english(_ minutes: Int) -> [(ReportWord, String)] {
    [
      (
        .offered,
        "citizens' calls that began in the period, without rejected-… and those merged into another"
      ),
      (
        .answerRate,
        "offered that a seat answered ÷ offered (GB/T 33358-2016: ≥ 95 % over any 24 h)"
      ),
      (.inTimeRate, "offered with talking_ms ≤ 15000 ÷ offered (GB/T 33358-2016: within 15 s)"),
      (.averageWait, "sum of talking_ms ÷ answered"),
      (.wait95, "the ⌈0.95·n⌉th of talking_ms in rising order"),
      (.abandoned, "ending = abandoned: the citizen hung up before any seat had answered"),
      (.averageTalk, "time in talking, adding, consulting and conferring ÷ answered"),
      (.averageHold, "time in held ÷ answered"),
      (.averageQueue, "time in arriving and waiting ÷ offered"),
      (.averageWrapUp, "sum of legs' wrap_up_ms ÷ legs that have one"),
      (.success, "outcome = connected ÷ transfers, three-way calls and consultations pressed"),
      (
        .wrong,
        "connected, and within \(minutes) min an accepted key return or a connected transfer back"
      ),
      (.wrongRate, "wrong ÷ connected"), (.recalls, "entries into the state recalling"),
      (
        .measured,
        "T0 key arrived, T2 INVITE sent, T4 200 received, T6 citizen's first voice frame at the "
          + "new party; a percentile is the ⌈p·n⌉th in rising order"
      ),
      (.connectedTime, "sum of ended_ms − answered_ms over the seat's legs"),
      (.ser, "INVITEs answered 200 ÷ INVITEs sent, without those that the box withdrew"),
      (.seer, "(200, 480, 486, 600, 603) ÷ INVITEs sent"),
      (.isa, "(408, 500, 503, 504, unreachable) ÷ INVITEs sent"),
      (.scr, "sessions that were not lost before somebody ended them ÷ INVITEs sent"),
      (.srd50, "INVITE to the first 18x or 200, milliseconds"), (.sdt, "200 to the end, mean"),
    ]
  }
}
