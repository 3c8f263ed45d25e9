package io.streamcat.examples.lambda.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamcat.exception.Check;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signer of tokens for IAM database authentication, which RDS accepts instead of a password.
 *
 * <p>A token is a request, signed with Signature Version 4, that is never sent. It is computed
 * without a network, so the function connects while Lambda initialises it. With the AWS SDK the
 * package would be several times larger and start more slowly; a test compares both.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html">IAM
 *     database authentication</a>
 */
final class DatabaseToken {

  static final String REGION = "AWS_REGION";
  static final String KEY_ID = "AWS_ACCESS_KEY_ID";
  static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
  static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";

  /** The longest lifetime that RDS accepts; the token is used at once. */
  private static final int LIFETIME_SECONDS = 900;

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String SERVICE = "rds-db";
  private static final String MAC = "HmacSHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String region;
  private final String keyId;
  private final String secretKey;
  private final String sessionToken;

  private DatabaseToken(String region, String keyId, String secretKey, String sessionToken) {
    this.region = region;
    this.keyId = keyId;
    this.secretKey = secretKey;
    this.sessionToken = sessionToken;
  }

  /**
   * Reads the credentials of the function's role, which Lambda sets.
   *
   * @throws io.streamcat.exception.InvalidInputException if a variable is missing
   */
  static DatabaseToken of(Map<String, String> environment) {
    return new DatabaseToken(
        required(environment, REGION),
        required(environment, KEY_ID),
        required(environment, SECRET_KEY),
        environment.getOrDefault(SESSION_TOKEN, ""));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    Check.that(!value.isEmpty(), name, "set in the environment", "is missing");
    return value;
  }

  /**
   * Signs a token.
   *
   * @param host the host of the database
   * @param port its port
   * @param user the database user
   * @param now the time of the signature
   */
  String sign(String host, int port, String user, Instant now) {
    String time = TIME.format(now);
    String date = time.substring(0, time.indexOf('T'));
    String scope = String.join("/", date, region, SERVICE, "aws4_request");
    Map<String, String> query = new TreeMap<>();
    query.put("Action", "connect");
    query.put("DBUser", user);
    query.put("X-Amz-Algorithm", ALGORITHM);
    query.put("X-Amz-Credential", keyId + "/" + scope);
    query.put("X-Amz-Date", time);
    query.put("X-Amz-Expires", Integer.toString(LIFETIME_SECONDS));
    if (!sessionToken.isEmpty()) {
      query.put("X-Amz-Security-Token", sessionToken);
    }
    query.put("X-Amz-SignedHeaders", "host");
    String parameters =
        query.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    String address = host + ":" + port;
    try {
      String request =
          String.join("\n", "GET", "/", parameters, "host:" + address, "", "host", hash(""));
      String toSign = String.join("\n", ALGORITHM, time, scope, hash(request));
      byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
      for (String part : scope.split("/", -1)) {
        key = mac(key, part);
      }
      return address
          + "/?"
          + parameters
          + "&X-Amz-Signature="
          + HexFormat.of().formatHex(mac(key, toSign));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Encodes as RFC 3986 says; the JDK's encoder is for forms. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hash(String text) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "DatabaseToken[region=" + region + "]";
  }
}
