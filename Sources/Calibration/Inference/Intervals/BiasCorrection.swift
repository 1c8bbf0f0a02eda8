/// How the BCa method moves the shares of replicates that an interval leaves out.
struct BiasCorrection {
  /// The normal quantile of the share of replicates below the value.
  let bias: Double
  /// The skewness of the estimate's influence function, over 6 √rows.
  let acceleration: Double

  /// What leaves shares as they are.
  static let none = BiasCorrection(bias: 0, acceleration: 0)

  private init(bias: Double, acceleration: Double) {
    self.bias = bias
    self.acceleration = acceleration
  }

  init(of replicates: [Double], value: Double, jackknife: [Double]) {
    let below = replicates.count { $0 < value }
    let equal = replicates.count { $0 == value }
    // Replicates of metrics that are counts are often equal to the value: half of them count as below. With one
    // replicate's half on either side the bias stays finite where the value is outside of all replicates.
    let share = (Double(below) + Double(equal) / 2 + 0.5) / Double(replicates.count + 1)
    bias = NormalDistribution.quantile(share)
    let mean = jackknife.reduce(0, +) / Double(jackknife.count)
    let squares = jackknife.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let cubes = jackknife.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    // There is none to tell without a jackknife, without any spread, or with infinite losses.
    self.acceleration = acceleration.isFinite ? acceleration : 0
  }

  /// The share of replicates that an interval's end leaves below it.
  ///
  /// - Parameter nominal: The share for an estimate without bias and with constant noise.
  func share(for nominal: Double) -> Double {
    guard bias != 0 || acceleration != 0 else { return nominal }
    let distance = bias + NormalDistribution.quantile(nominal)
    let stretch = 1 - acceleration * distance
    // Beyond the pole of the formula the end is outside of all replicates, on the side it runs to.
    guard stretch > 0 else { return distance < 0 ? 0 : 1 }
    return NormalDistribution.probability(below: bias + distance / stretch)
  }
}
