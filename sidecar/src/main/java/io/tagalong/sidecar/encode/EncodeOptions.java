package io.tagalong.sidecar.encode;

/**
 * What a user may choose about bodies.
 *
 * @param compression of every kind but events, whose route takes none
 * @param sketches what happens to sketches of unknown fate
 */
public record EncodeOptions(Encoding compression, SketchDelivery sketches) {

  public static final EncodeOptions DEFAULT =
      new EncodeOptions(
          Encoding.ZLIB, new SketchDelivery(DeliveryMode.AT_LEAST_ONCE, SketchDelivery.BUNDLED));

  Encoding encoding(BodyKind kind) {
    return kind.framing() == Framing.JSON_OBJECT ? Encoding.IDENTITY : compression;
  }
}
