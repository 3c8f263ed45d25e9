package io.streamcat.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.streamcat.channel.Channel;
import io.streamcat.channel.SrtIngest;
import io.streamcat.channel.StreamKey;
import io.streamcat.chat.ChatToken;
import io.streamcat.playback.PlaybackToken;
import io.streamcat.realtime.ParticipantToken;
import io.streamcat.repository.SampleRecords;
import io.streamcat.repository.UserRecord;
import io.streamcat.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.yasson.JsonBindingProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** The absence of secrets from the JSON of objects that a REST controller may return. */
class SecretJsonTest {

  private static final Instant NOW = Instant.parse("2026-11-29T07:00:00Z");
  private static final Secret TOKEN = Secret.of("the-secret-of-a-token");
  private static final UserRecord RECORD = SampleRecords.full("1");

  /** Writes a value as JSON. */
  @FunctionalInterface
  interface Mapper {
    String json(Object value) throws Exception;
  }

  private static Map<String, Mapper> mappers() {
    ObjectMapper jackson2 = new ObjectMapper().registerModule(new JavaTimeModule());
    ObjectMapper fields = jackson2.copy().setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
    return Map.of(
        "Jackson 2", jackson2::writeValueAsString,
        "Jackson 2 with fields", fields::writeValueAsString,
        "Jackson 3", JsonMapper.builder().build()::writeValueAsString,
        "JSON-B", new JsonBindingProvider().create().build()::toJson);
  }

  private static List<Object> values() {
    Channel channel = RECORD.resources().channel();
    return List.of(
        TOKEN,
        channel.streamKey(),
        channel.srt(),
        channel,
        RECORD.resources(),
        RECORD.user(),
        List.of(RECORD.user()),
        new ChatToken(TOKEN, NOW, NOW),
        new ParticipantToken(TOKEN, "p", "1", Set.of(), NOW),
        new PlaybackToken(TOKEN, channel.arn(), NOW));
  }

  static Stream<Arguments> combinations() {
    return mappers().entrySet().stream()
        .flatMap(
            mapper ->
                values().stream()
                    .map(value -> Arguments.of(mapper.getKey(), mapper.getValue(), value)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("combinations")
  void json_anyTypeWithASecret_hidesIt(String name, Mapper mapper, Object value) throws Exception {
    Channel channel = RECORD.resources().channel();

    String json = mapper.json(value);

    assertThat(json)
        .contains("\"hidden\":true")
        .doesNotContain(
            TOKEN.reveal(),
            channel.streamKey().value().reveal(),
            channel.srt().passphrase().reveal());
  }

  static Stream<Arguments> mapperNames() {
    return mappers().entrySet().stream().map(m -> Arguments.of(m.getKey(), m.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mapperNames")
  void json_user_showsTheRest(String name, Mapper mapper) throws Exception {
    User user = RECORD.user();

    assertThat(mapper.json(user))
        .contains(
            user.username(),
            user.channel().playbackUrl(),
            user.channel().streamKey().arn(),
            user.chatRoom().arn(),
            user.stage().arn());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mapperNames")
  void json_revealedSecret_isShown(String name, Mapper mapper) throws Exception {
    StreamKey key = new StreamKey("arn", Secret.of("sk_1"));
    SrtIngest srt = new SrtIngest("srt://host", Secret.of("phrase"));

    assertThat(
            mapper.json(
                Map.of("key", key.value().reveal(), "passphrase", srt.passphrase().reveal())))
        .contains("sk_1", "phrase");
  }
}
