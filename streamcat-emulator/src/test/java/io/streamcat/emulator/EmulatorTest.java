package io.streamcat.emulator;

import io.streamcat.emulator.ApiClient.Answer;
import io.streamcat.testing.Guarantee;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The base of HTTP tests: an emulator per test, a mutable clock, and a client. The state is stored
 * in a file and must be equal when it is read again.
 */
@ExtendWith({ExercisedOperations.class, StateFileCheck.class})
@Guarantee("EMU-04")
abstract class EmulatorTest {
  static final String UNKNOWN_CHANNEL = "arn:aws:ivs:us-east-1:123456789012:channel/unknownUNKNO";
  static final String UNKNOWN_STREAM_KEY =
      "arn:aws:ivs:us-east-1:123456789012:stream-key/unknownUNKNO";
  static final String UNKNOWN_ROOM = "arn:aws:ivschat:us-east-1:123456789012:room/unknownUNKNO";
  static final String UNKNOWN_POLICY =
      "arn:aws:ivs:us-east-1:123456789012:playback-restriction-policy/unknownUNKNO";
  static final String UNKNOWN_RECORDING =
      "arn:aws:ivs:us-east-1:123456789012:recording-configuration/unknownUNKNO";
  static final String UNKNOWN_LOGGING =
      "arn:aws:ivschat:us-east-1:123456789012:logging-configuration/unknownUNKNO";
  static final String UNKNOWN_STORAGE =
      "arn:aws:ivs:us-east-1:123456789012:storage-configuration/unknownUNKNO";
  static final String UNKNOWN_ENCODER =
      "arn:aws:ivs:us-east-1:123456789012:encoder-configuration/unknownUNKNO";
  static final String UNKNOWN_STAGE = "arn:aws:ivs:us-east-1:123456789012:stage/unknownUNKNO";

  final MutableClock clock = new MutableClock();
  final Path state = StateFileCheck.newFile();

  @AutoClose
  final IvsEmulator emulator = configure(IvsEmulator.builder().clock(clock).state(state)).start();

  final ApiClient aws = new ApiClient(emulator);

  /** Configures the emulator; test classes may override it. */
  IvsEmulatorBuilder configure(IvsEmulatorBuilder builder) {
    return builder;
  }

  String createChannel(String name) {
    return aws.call("CreateChannel", Map.of("name", name)).text("channel.arn");
  }

  String createRoom(String name) {
    return aws.call("CreateRoom", Map.of("name", name)).text("arn");
  }

  String createStage(String name) {
    return aws.call("CreateStage", Map.of("name", name)).text("stage.arn");
  }

  String createStorage() {
    return aws.call("CreateStorageConfiguration", Map.of("s3", Map.of("bucketName", "bucket")))
        .text("storageConfiguration.arn");
  }

  /** Creates a recording configuration with a reconnect window. */
  static String createRecording(ApiClient aws, int windowSeconds) {
    return aws.call(
            "CreateRecordingConfiguration",
            Map.of(
                "destinationConfiguration",
                Map.of("s3", Map.of("bucketName", "bucket")),
                "recordingReconnectWindowSeconds",
                windowSeconds))
        .text("recordingConfiguration.arn");
  }

  String createEncoder() {
    return aws.call("CreateEncoderConfiguration").text("encoderConfiguration.arn");
  }

  /** Imports the public key of a key pair for playback tokens. */
  String importPlaybackKey(TestKeys keys) {
    return aws.call("ImportPlaybackKeyPair", Map.of("publicKeyMaterial", keys.pem()))
        .text("keyPair.arn");
  }

  /**
   * Returns the claims of a participant token for a participant who publishes and subscribes, as an
   * application signs them.
   */
  Map<String, Object> participantClaims(String stageArn, String participantId, String userId) {
    Answer stage = aws.call("GetStage", Map.of("arn", stageArn));
    long now = clock.instant().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("exp", now + 60);
    claims.put("iat", now);
    claims.put("jti", participantId);
    claims.put("resource", stageArn);
    claims.put("topic", stageArn.substring(stageArn.indexOf('/') + 1));
    claims.put("events_url", stage.at("stage.endpoints.events"));
    claims.put("whip_url", stage.at("stage.endpoints.whip"));
    claims.put("user_id", userId);
    claims.put("attributes", Map.of());
    claims.put("capabilities", Map.of("allow_publish", true, "allow_subscribe", true));
    claims.put("version", "1.0");
    return claims;
  }

  /** Imports the public key of a key pair for participant tokens. */
  String importPublicKey(TestKeys keys) {
    return aws.call("ImportPublicKey", Map.of("publicKeyMaterial", keys.pem()))
        .text("publicKey.arn");
  }
}
