/// How each figure is computed, as a report prints it.
enum ReportFormula {
  static func all(_ language: ReportLanguage, wrongWithin: Int) -> [(ReportWord, String)] {
    language == .zh ? chinese(wrongWithin) : english(wrongWithin)
  }

  /// The word under which a figure's formula stands, when that is not its own.
  static func word(for figure: ReportWord) -> ReportWord {
    switch figure {
    case .p50, .p95, .p99, .invite50, .invite95, .invite99, .voice50, .voice95, .voice99, .whole50,
      .whole95, .whole99:
      .measured
    case .accepted, .declined, .timedOut, .returned, .emergency, .left: .negotiated
    default: figure
    }
  }

  private static func chinese(_ minutes: Int) -> [(ReportWord, String)] {
    [
      (.offered, "统计期内开始的市民来电，不含被拒绝（rejected-…）与并入他呼（merged-…）的"),
      (.answered, "有座席应答（talking_ms 有值）的呼入；座席表中为该座席应答的振铃"),
      (.answerRate, "接通 ÷ 呼入（GB/T 33358-2016：任意 24 小时 ≥ 95%）；座席表中为应答 ÷ 振铃"),
      (.inTimeRate, "talking_ms ≤ 15000 的呼入 ÷ 呼入（GB/T 33358-2016：15 秒内应答）；座席表中自该座席振铃起计，÷ 振铃"),
      (.averageWait, "talking_ms 之和 ÷ 接通；座席表中为（answered_ms − started_ms）之和 ÷ 应答"),
      (.wait95, "talking_ms 升序第 ⌈0.95·n⌉ 个"),
      (.abandoned, "ending = abandoned：座席应答前市民挂机；座席表中为当时正在该座席振铃的"),
      (.averageTalk, "talking、adding、consulting、conferring 状态时长之和 ÷ 接通；座席表中为通话合计 ÷ 应答"),
      (.averageHold, "held 状态时长之和 ÷ 接通；座席表中只计该座席保持的，÷ 应答"),
      (.averageQueue, "arriving、waiting 状态时长之和 ÷ 呼入"),
      (.averageWrapUp, "各腿 wrap_up_ms 之和 ÷ 有该值的腿数"),
      (.pressed, "被接受的转接、三方与协商按键；座席表中为该座席所按，方向表、按键表与全期不论来电由谁发起"),
      (.connected, "outcome = connected 的转接、三方与协商"), (.success, "成功 ÷ 发起"),
      (.wrong, "成功转接后 \(minutes) 分钟内：按 return 键被接受，或由对方转回本方并接通"),
      (.wrongRate, "误转 ÷ 成功"), (.recalls, "进入 recalling 状态的次数，记在此前最近一次转接名下"),
      (
        .negotiated,
        "两个席位同在一呼的次数（negotiations），按 outcome 分：受理 accepted、退回 declined、超时 timed-out、"
          + "撤回 returned、紧急 emergency、未决 left；记在使双方同席的转接名下"
      ),
      (.measured, "T0 按键到达，T2 发出 INVITE，T4 收到 200，T6 市民语音首帧送达新方；百分位取升序第 ⌈p·n⌉ 个"),
      (.rung, "呼叫该座席的腿数"), (.first, "first_receiver 为该座席的呼入"),
      (.connectedTime, "本座席各腿 ended_ms − answered_ms 之和"),
      (.rejected, "ending = rejected-… 的来电"), (.outgoing, "由座席发起的呼叫"),
      (.emergencies, "emergency 为真的呼叫"), (.harassing, "harassment 为真的呼叫"),
      (.levels, "level 为 1、2、3、4 的呼叫"),
      (.ser, "收到 200 的 INVITE ÷ 发出的 INVITE（不含收到 3xx 的，也不含本机在振铃中撤回的）"),
      (.seer, "（200、480、486、600、603）÷ 同上"),
      (.isa, "（408、500、503、504、不可达）÷ 同上"),
      (.scr, "建立后未中途丢失的会话 ÷ 同上"),
      (.srd50, "INVITE 至首个 18x 或 200，升序第 ⌈0.5·n⌉ 个"),
      (.srd95, "INVITE 至首个 18x 或 200，升序第 ⌈0.95·n⌉ 个"), (.sdt, "200 至会话结束，平均"),
    ]
  }

  private static func english(_ minutes: Int) -> [(ReportWord, String)] {
    [
      (
        .offered,
        "citizens' calls that began in the period, without rejected-… and those merged into another"
      ),
      (.answered, "offered that a seat answered (talking_ms is there); by seat: rings it answered"),
      (
        .answerRate,
        "answered ÷ offered (GB/T 33358-2016: ≥ 95 % over any 24 h); by seat: answered ÷ rung"
      ),
      (
        .inTimeRate,
        "offered with talking_ms ≤ 15000 ÷ offered (GB/T 33358-2016: within 15 s); by seat: from when "
          + "it began to ring, ÷ rung"
      ),
      (
        .averageWait,
        "sum of talking_ms ÷ answered; by seat: sum of answered_ms − started_ms ÷ answered"
      ),
      (.wait95, "the ⌈0.95·n⌉th of talking_ms in rising order"),
      (
        .abandoned,
        "ending = abandoned: the citizen hung up before any seat had answered; by seat: while it rang"
      ),
      (
        .averageTalk,
        "time in talking, adding, consulting and conferring ÷ answered; by seat: time connected ÷ "
          + "answered"
      ),
      (.averageHold, "time in held ÷ answered; by seat: where it held the citizen, ÷ answered"),
      (.averageQueue, "time in arriving and waiting ÷ offered"),
      (.averageWrapUp, "sum of legs' wrap_up_ms ÷ legs that have one"),
      (
        .pressed,
        "transfers, three-way calls and consultations that a key was accepted for; by seat: its own; "
          + "by direction, by key and in all: in calls of seats too"
      ),
      (.connected, "outcome = connected of those"), (.success, "connected ÷ pressed"),
      (
        .wrong,
        "connected, and within \(minutes) min an accepted key return or a connected transfer back"
      ),
      (.wrongRate, "wrong ÷ connected"),
      (.recalls, "entries into the state recalling, under the latest transfer before"),
      (
        .negotiated,
        "times that two desks had the call (negotiations), by outcome: accepted, declined, timed-out, "
          + "returned, emergency, left; under the transfer that brought them together"
      ),
      (
        .measured,
        "T0 key arrived, T2 INVITE sent, T4 200 received, T6 citizen's first voice frame at the "
          + "new party; a percentile is the ⌈p·n⌉th in rising order"
      ),
      (.rung, "legs that rang the seat"), (.first, "offered with the seat as first_receiver"),
      (.connectedTime, "sum of ended_ms − answered_ms over the seat's legs"),
      (.rejected, "calls with ending = rejected-…"), (.outgoing, "calls that a seat began"),
      (.emergencies, "calls with emergency = true"), (.harassing, "calls with harassment = true"),
      (.levels, "calls with level = 1, 2, 3, 4"),
      (
        .ser,
        "INVITEs answered 200 ÷ INVITEs sent, without those answered 3xx and those that the box "
          + "withdrew while they rang"
      ),
      (.seer, "(200, 480, 486, 600, 603) ÷ the same"),
      (.isa, "(408, 500, 503, 504, unreachable) ÷ the same"),
      (.scr, "sessions that were not lost before somebody ended them ÷ the same"),
      (.srd50, "INVITE to the first 18x or 200, the ⌈0.5·n⌉th in rising order"),
      (.srd95, "INVITE to the first 18x or 200, the ⌈0.95·n⌉th in rising order"),
      (.sdt, "200 to the end, mean"),
    ]
  }
}
