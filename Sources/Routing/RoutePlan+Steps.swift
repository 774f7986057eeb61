extension Directory {
  /// Who a plan rings, step by step, as if every seat were free and there.
  package func steps(of plan: RoutePlan) -> [RingStep] {
    let orders = plan.destinations.map { destination in
      order(
        to: destination, at: plan.request.time, isTransfer: plan.request.origin != .citizen,
        overflows: { _ in false })
    }
    return RingOrder(orders).stages.flatMap { $0.steps() }
  }
}
