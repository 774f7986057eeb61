import Testing

/// Every test that drives PJSIP: the library is one for the process, so they run one by one.
@Suite(.serialized) enum SIPTests {}
