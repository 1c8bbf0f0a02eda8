import Testing

@testable import Calibration

@Suite struct LossErrorTests {
  @Test(arguments: [
    (FocalLoss.gammaParameter, -3, "gamma is -3.0; it must be finite and above -1"),
    (SigmoidFocalLoss.alphaParameter, 1.5, "alpha is 1.5; it must be strictly between 0 and 1"),
    (LabelSmoothedCrossEntropy.smoothingParameter, 2, "smoothing is 2.0; it must be at least 0 and less than 1"),
  ])
  func descriptionsNameTheValueAndTheRange(parameter: LossParameter, value: Double, text: String) {
    #expect(LossError.parameter(parameter, value).description == text)
  }
}
