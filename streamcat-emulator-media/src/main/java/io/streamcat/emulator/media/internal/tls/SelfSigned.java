package io.streamcat.emulator.media.internal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate for this machine. The JDK has no public API for it, and the tool that
 * could make one is not part of every runtime.
 */
public final class SelfSigned {
  private static final Duration AGE = Duration.ofDays(1);
  private static final Duration LIFE = Duration.ofDays(30);
  private static final int SERIAL_BITS = 63;
  private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";
  private static final String COMMON_NAME = "550403";
  private static final String SUBJECT_ALTERNATIVE_NAME = "551d11";
  private static final int VERSION_TAG = 0xa0;
  private static final int EXTENSIONS_TAG = 0xa3;
  private static final int DNS_NAME_TAG = 0x82;
  private static final int ADDRESS_TAG = 0x87;
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SelfSigned() {}

  /**
   * Returns a TLS context for servers with a new key and certificate.
   *
   * @throws IOException if the runtime lacks an algorithm
   */
  public static SSLContext context() throws IOException {
    try {
      SecureRandom random = new SecureRandom();
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(certificate(keys, Instant.now(), random)));
      char[] password = new char[0];
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("ingest", keys.getPrivate(), password, new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, random);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("A certificate cannot be made", e);
    }
  }

  private static byte[] certificate(KeyPair keys, Instant now, SecureRandom random)
      throws GeneralSecurityException {
    byte[] algorithm = Der.sequence(Der.objectId(ECDSA_WITH_SHA256));
    byte[] name =
        Der.sequence(
            Der.element(
                Der.SET,
                Der.sequence(Der.objectId(COMMON_NAME), Der.text(Der.UTF8_STRING, "localhost"))));
    byte[] serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE).toByteArray();
    byte[] toSign =
        Der.sequence(
            Der.element(VERSION_TAG, Der.element(Der.INTEGER, new byte[] {2})),
            Der.element(Der.INTEGER, serial),
            algorithm,
            name,
            Der.sequence(
                Der.text(Der.UTC_TIME, UTC_TIME.format(now.minus(AGE))),
                Der.text(Der.UTC_TIME, UTC_TIME.format(now.plus(LIFE)))),
            name,
            keys.getPublic().getEncoded(),
            Der.element(EXTENSIONS_TAG, Der.sequence(alternativeNames())));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate(), random);
    signature.update(toSign);
    return Der.sequence(toSign, algorithm, Der.bits(signature.sign()));
  }

  private static byte[] alternativeNames() {
    byte[] names =
        Der.sequence(
            Der.element(DNS_NAME_TAG, "localhost".getBytes(StandardCharsets.US_ASCII)),
            Der.element(ADDRESS_TAG, new byte[] {127, 0, 0, 1}));
    return Der.sequence(
        Der.objectId(SUBJECT_ALTERNATIVE_NAME), Der.element(Der.OCTET_STRING, names));
  }
}
