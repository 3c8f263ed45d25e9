package io.streamcat.emulator;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every HTTP test starts from: an emulator of its own, a clock to move, and a client. What the
 * emulator holds is kept in a file, and has to be the same when it is read again.
 */
@ExtendWith({ExercisedOperations.class, KeptState.class})
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
  final Path state = KeptState.newFile();

  @AutoClose
  final IvsEmulator emulator = configure(IvsEmulator.builder().clock(clock).state(state)).start();

  final ApiClient aws = new ApiClient(emulator);

  /** Lets a test class describe another emulator. */
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

  /** Creates a recording configuration whose recordings go on within a window. */
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

  /** Imports the public half of a key pair that signs playback tokens. */
  String importPlaybackKey(TestKeys keys) {
    return aws.call("ImportPlaybackKeyPair", Map.of("publicKeyMaterial", keys.pem()))
        .text("keyPair.arn");
  }

  /** Imports the public half of a key pair that signs participant tokens. */
  String importPublicKey(TestKeys keys) {
    return aws.call("ImportPublicKey", Map.of("publicKeyMaterial", keys.pem()))
        .text("publicKey.arn");
  }
}
