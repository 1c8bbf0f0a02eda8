import CalibrationKernels
import Foundation
import Testing

/// The errors that the kernels' header states, in units in the last place of the exact result.
///
/// The reference is the platform's function in a wider type: double for float, and 80-bit extended
/// precision for double, which only x86 has.
@Suite struct ElementaryFunctionsTests {
  @Test func exponentialOfFloats() {
    let x = stride(from: -87.3, through: 88.7, by: 0.000_37).map { Float($0) }
    let worst = largestError(of: ck_exp_f32, x) { exp(Double($0)) }
    #expect(worst < 1.1, "\(worst) ulp")
  }

  @Test func logarithmOfFloats() {
    let x = logarithmicGrid(from: -126, to: 127.9, count: 400_000).map { Float($0) }
    let worst = largestError(of: ck_log_f32, x.filter { $0 != 1 }) { log(Double($0)) }
    #expect(worst < 0.9, "\(worst) ulp")
  }

  @Test func logarithmOfOneMinusFloats() {
    let x = logarithmicGrid(from: -126, to: -1, count: 400_000).map { Float($0) }
    let worst = largestError(of: ck_log1m_f32, x) { log1p(-Double($0)) }
    #expect(worst < 3, "\(worst) ulp")
  }

  @Test func edges() {
    var float: [Float] = [0, -87.34, -1e30, -.infinity, 88.72]
    ck_exp_f32(float, &float, float.count)
    #expect(float[0] == 1)
    #expect(float[1...3].allSatisfy { $0 == 0 })
    #expect(float[4].isFinite)

    var double: [Double] = [0, -708.4, -1e300, -.infinity, 709.78]
    ck_exp_f64(double, &double, double.count)
    #expect(double[0] == 1)
    #expect(double[1...3].allSatisfy { $0 == 0 })
    #expect(double[4].isFinite)

    var one: [Double] = [1]
    ck_log_f64(one, &one, 1)
    #expect(one[0] == 0)
    var zero: [Double] = [0]
    ck_log1m_f64(zero, &zero, 1)
    #expect(zero[0] == 0)
  }

  #if arch(x86_64)
    @Test func exponentialOfDoubles() {
      let x = stride(from: -708.3, through: 709.7, by: 0.003_7).map { $0 }
      let worst = largestError(of: ck_exp_f64, x) { exp(Float80($0)) }
      #expect(worst < 1.1, "\(worst) ulp")
    }

    @Test func logarithmOfDoubles() {
      let x = logarithmicGrid(from: -1022, to: 1023.9, count: 400_000)
      let worst = largestError(of: ck_log_f64, x.filter { $0 != 1 }) { log(Float80($0)) }
      #expect(worst < 0.9, "\(worst) ulp")
    }

    @Test func logarithmOfOneMinusDoubles() {
      let x = logarithmicGrid(from: -1022, to: -1, count: 400_000)
      let worst = largestError(of: ck_log1m_f64, x) { log1p(-Float80($0)) }
      #expect(worst < 3, "\(worst) ulp")
    }
  #endif

  private func logarithmicGrid(from low: Double, to high: Double, count: Int) -> [Double] {
    (0...count).map { exp2(low + (high - low) * Double($0) / Double(count)) }
  }

  private func largestError<Value: BinaryFloatingPoint, Wide: BinaryFloatingPoint>(
    of function: (UnsafePointer<Value>?, UnsafeMutablePointer<Value>?, Int) -> Void,
    _ x: [Value],
    exact: (Value) -> Wide
  ) -> Double {
    var results = x
    function(x, &results, x.count)
    return zip(x, results).reduce(0) { worst, pair in
      let want = exact(pair.0)
      return max(worst, Double(abs(Wide(pair.1) - want) / Wide(Value(want).ulp)))
    }
  }
}
