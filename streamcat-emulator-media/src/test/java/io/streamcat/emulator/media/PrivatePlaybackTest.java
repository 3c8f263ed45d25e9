package io.streamcat.emulator.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamcat.emulator.internal.json.Json;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Playback of private channels, and of channels with a restriction policy. */
class PrivatePlaybackTest {
  private static final int OK = 200;
  private static final int FORBIDDEN = 403;

  @AutoClose private final Emulated ivs = new Emulated();
  private KeyPair keys;

  @BeforeEach
  void importKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    keys = generator.generateKeyPair();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    ivs.call("ImportPlaybackKeyPair", Map.of("publicKeyMaterial", pem));
  }

  private Emulated.Channel live(Object... members) {
    Emulated.Channel channel = ivs.channel(members);
    ivs.emulator.startStream(channel.arn());
    return channel;
  }

  private String token(Emulated.Channel channel, Map<String, ?> more) throws Exception {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aws:channel-arn", channel.arn());
    claims.put("exp", Instant.now().getEpochSecond() + 300);
    claims.putAll(more);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String signed =
        encoder.encodeToString(Json.write(Map.of("alg", "ES384", "typ", "JWT")))
            + "."
            + encoder.encodeToString(Json.write(claims));
    Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + encoder.encodeToString(signature.sign());
  }

  private int play(Emulated.Channel channel, String query, String... headers) {
    URI url = ivs.emulator.playbackUrl(channel.arn());
    return ivs.get(URI.create(url + query), headers).statusCode();
  }

  @Test
  void privateChannel_validToken_plays() throws Exception {
    Emulated.Channel channel = live("authorized", true);
    String query = "?token=" + token(channel, Map.of());
    assertThat(play(channel, query)).isEqualTo(OK);
    URI playlist = ivs.mediaPlaylist(URI.create(ivs.emulator.playbackUrl(channel.arn()) + query));
    assertThat(ivs.text(playlist)).contains("#EXT-X-PART");
  }

  @Test
  void privateChannel_withoutValidToken_isForbidden() throws Exception {
    Emulated.Channel channel = live("authorized", true);
    Emulated.Channel other = live("authorized", true);
    assertThat(play(channel, "")).isEqualTo(FORBIDDEN);
    assertThat(play(channel, "?token=x")).isEqualTo(FORBIDDEN);
    assertThat(play(channel, "?token=" + token(other, Map.of()))).isEqualTo(FORBIDDEN);
    long past = Instant.now().getEpochSecond() - 1;
    assertThat(play(channel, "?token=" + token(channel, Map.of("exp", past)))).isEqualTo(FORBIDDEN);
  }

  @Test
  void privateChannel_singleUseToken_playsOnce() throws Exception {
    Emulated.Channel channel = live("authorized", true);
    String uuid = UUID.randomUUID().toString();
    String token = token(channel, Map.of("aws:single-use-uuid", uuid));
    assertThat(play(channel, "?token=" + token)).isEqualTo(OK);
    assertThat(play(channel, "?token=" + token)).isEqualTo(FORBIDDEN);
  }

  @Test
  void restrictionPolicy_ofPublicChannel_counts() {
    Map<String, ?> created =
        ivs.call(
            "CreatePlaybackRestrictionPolicy",
            Map.of(
                "allowedCountries", List.of("NL"),
                "allowedOrigins", List.of("https://example.com")));
    Object arn = ((Map<?, ?>) created.get("playbackRestrictionPolicy")).get("arn");
    Emulated.Channel channel = live("playbackRestrictionPolicyArn", arn);
    assertThat(play(channel, "")).isEqualTo(FORBIDDEN);
    assertThat(play(channel, "?country=DE")).isEqualTo(FORBIDDEN);
    assertThat(play(channel, "?country=NL")).isEqualTo(OK);
    assertThat(play(channel, "?country=NL", "Origin", "https://example.com")).isEqualTo(OK);
    assertThat(play(channel, "?country=NL", "Origin", "https://example.org")).isEqualTo(FORBIDDEN);
  }
}
