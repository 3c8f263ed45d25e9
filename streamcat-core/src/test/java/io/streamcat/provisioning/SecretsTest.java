package io.streamcat.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.streamcat.StreamCat;
import io.streamcat.channel.Channel;
import io.streamcat.channel.LiveChannelPolicy;
import io.streamcat.chat.ChatRole;
import io.streamcat.chat.ChatToken;
import io.streamcat.emulator.FaultRule;
import io.streamcat.exception.StreamCatException;
import io.streamcat.operations.ChatTokens;
import io.streamcat.operations.ChatViewer;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.playback.PlaybackTokenRequest;
import io.streamcat.playback.PlaybackTokenSigner;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.realtime.ParticipantTokenRequest;
import io.streamcat.realtime.ParticipantTokenSigner;
import io.streamcat.repository.UserRecord;
import io.streamcat.repository.UserRepository;
import io.streamcat.signing.ImportedKey;
import io.streamcat.signing.PublicKeys;
import io.streamcat.signing.SigningKey;
import io.streamcat.signing.SigningKeys;
import io.streamcat.testing.EmulatedAws;
import io.streamcat.testing.Guarantee;
import io.streamcat.user.NewUser;
import io.streamcat.user.User;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * The absence of passwords, stream keys, passphrases, private keys and tokens from logs of any
 * level, texts of models, and exceptions.
 */
@Guarantee("SECRET-06")
class SecretsTest {

  private static final String PASSWORD = "tremendously-secret-phrase";

  private final EmulatedAws aws = new EmulatedAws();
  private final UserRepository users = UserRepository.inMemory();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> jdkLog = new CopyOnWriteArrayList<>();
  private final java.util.logging.Logger jdkRoot = LogManager.getLogManager().getLogger("");
  private final Handler jdkHandler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          jdkLog.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void logEverything() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    jdkHandler.setLevel(java.util.logging.Level.ALL);
    jdkRoot.addHandler(jdkHandler);
    jdkRoot.setLevel(java.util.logging.Level.ALL);
  }

  @AfterEach
  void close() {
    root.setLevel(Level.OFF);
    root.detachAppender(log);
    jdkRoot.removeHandler(jdkHandler);
    jdkRoot.setLevel(java.util.logging.Level.INFO);
    aws.close();
  }

  @Test
  void userLifecycle_everyCall_leavesNoSecretAnywhere() {
    List<String> texts = new ArrayList<>();
    List<String> secrets = new ArrayList<>(List.of(PASSWORD, "short1!"));
    try (StreamCat streamcat =
        aws.streamCat()
            .storage(s -> s.users(users))
            .users(u -> u.listener(step -> texts.add(step.toString())))
            .build()) {
      NewUser newUser = NewUser.of("todd", PASSWORD).withIdempotencyKey("form-4711");
      texts.add(newUser.toString());

      aws.emulator().faults().add(FaultRule.responseLost("CreateChannel"));
      User todd = streamcat.users().provision(newUser);
      Channel channel = todd.channel();
      secrets.add(channel.streamKey().value().reveal());
      secrets.add(channel.srt().passphrase().reveal());
      UserRecord stored = users.findByUsername("todd").orElseThrow();
      secrets.add(stored.identity().passwordHash().encoded());
      texts.addAll(
          List.of(
              todd.toString(),
              channel.toString(),
              stored.toString(),
              channel.streamKey().toString()));

      aws.emulator().faults().add(FaultRule.responseLost("CreateStreamKey"));
      User rotated = streamcat.users().rotateStreamKey(todd.id());
      secrets.add(rotated.channel().streamKey().value().reveal());
      texts.addAll(List.of(rotated.toString(), users.findById(todd.id()).toString()));

      ChatTokens tokens =
          streamcat.chatRooms().tokens(todd.id(), ChatViewer.guest(), ChatRole.VIEWER);
      aws.emulator().faults().add(FaultRule.responseLost("CreateChatToken"));
      ChatToken token = tokens.next();
      secrets.add(token.value().reveal());
      texts.addAll(List.of(token.toString(), tokens.toString()));

      assertThat(streamcat.passwords().authenticate("todd", PASSWORD)).isPresent();
      assertThat(streamcat.passwords().authenticate("todd", PASSWORD + "!")).isEmpty();

      // Each kind of failure, with its stack trace.
      texts.add(failure(() -> streamcat.users().provision(NewUser.of("todd", PASSWORD))));
      texts.add(failure(() -> streamcat.users().provision(NewUser.of("t", PASSWORD))));
      texts.add(failure(() -> streamcat.users().provision(NewUser.of("carla", "short1!"))));
      aws.emulator().faults().add(FaultRule.error("CreateRoom", "ValidationException"));
      aws.emulator().faults().add(FaultRule.error("DeleteChannel", "AccessDeniedException"));
      texts.add(failure(() -> streamcat.users().provision(NewUser.of("ann", PASSWORD))));
      texts.add(streamcat.recovery().run().toString());
      aws.emulator().startStream(channel.arn());
      texts.add(failure(() -> streamcat.users().rotateStreamKey(todd.id())));
      aws.emulator().faults().add(FaultRule.error("CreateStreamKey", "AccessDeniedException"));
      texts.add(
          failure(() -> streamcat.users().rotateStreamKey(todd.id(), LiveChannelPolicy.STOP)));
      texts.add(users.findById(todd.id()).toString());
      secrets.add(
          streamcat.users().resume(todd.id()).orElseThrow().channel().streamKey().value().reveal());
      aws.emulator().startStream(channel.arn());
      streamcat.users().deprovision(todd.id());
    }

    assertNone(secrets, texts);
  }

  @Test
  void sign_anyToken_leavesNoSecretAnywhere() {
    List<String> texts = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    SigningKey key = SigningKey.generate();
    // Each line of the key separately, because a log may break it differently.
    secrets.addAll(key.privateKeyPem().lines().filter(line -> !line.startsWith("-----")).toList());
    PlaybackTokenSigner playback = PlaybackTokenSigner.create(key, aws.time());
    try (StreamCat streamcat =
        aws.streamCat().services(s -> s.playbackTokenSigner(playback)).build()) {
      User todd = streamcat.users().provision(NewUser.of("todd", PASSWORD));
      PublicKeys publicKeys = streamcat.realTimeService().publicKeys();
      SigningKeys signing = SigningKeys.create(publicKeys, "test", aws.time());
      aws.emulator().faults().add(FaultRule.responseLost("ImportPublicKey"));
      ImportedKey imported = signing.publish(key);
      ParticipantTokenSigner signer =
          ParticipantTokenSigner.create(key, imported.arn(), aws.time());
      ParticipantTokenRequest request = ParticipantTokenRequest.builder().build();

      ParticipantToken signed = signer.sign(todd.stage(), request);
      ParticipantToken issued = streamcat.stages().token(todd.id(), request);
      PlaybackToken watched =
          streamcat
              .playback()
              .token(todd.id(), PlaybackTokenRequest.builder(Duration.ofHours(1)).build());
      secrets.addAll(
          List.of(signed.value().reveal(), issued.value().reveal(), watched.value().reveal()));
      texts.addAll(
          List.of(
              key.toString(),
              signer.toString(),
              playback.toString(),
              imported.toString(),
              signed.toString(),
              issued.toString(),
              watched.toString()));

      texts.add(failure(() -> SigningKey.ofPem(key.publicKeyPem(), key.privateKeyPem())));
      texts.add(
          failure(
              () -> SigningKey.ofPem(key.privateKeyPem(), SigningKey.generate().publicKeyPem())));
      texts.add(failure(() -> publicKeys.importKey("key", key.privateKeyPem(), Map.of())));
      aws.emulator().faults().add(FaultRule.error("CreateParticipantToken", "ValidationException"));
      texts.add(failure(() -> streamcat.stages().token(todd.id(), request)));
    }

    assertNone(secrets, texts);
  }

  private void assertNone(List<String> secrets, List<String> texts) {
    texts.addAll(jdkLog);
    for (ILoggingEvent event : List.copyOf(log.list)) {
      texts.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        texts.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
    assertThat(log.list).as("the SDK and the library do log").hasSizeGreaterThan(100);
    for (String secret : secrets) {
      assertThat(texts).noneMatch(text -> text.contains(secret));
    }
  }

  private static String failure(Runnable work) {
    try {
      work.run();
    } catch (StreamCatException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      return trace.toString();
    }
    throw new AssertionError("should have failed");
  }
}
