package io.streamcat.examples.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contrast of texts and their backgrounds, which WCAG 2.2 defines; AAA demands 7 to 1. */
class ContrastTest {

  private static final Path CSS = Path.of("src/main/resources/static/css/site.css");
  private static final Pattern COLOR = Pattern.compile("--([a-z-]+): #([0-9a-f]{3,6});");
  private static final Pattern HUE =
      Pattern.compile("\\.(hue-\\d) \\{ color: light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\)");

  private static final List<String> PAIRS =
      List.of(
          "ink paper",
          "ink card",
          "ink tint",
          "ink good-tint",
          "ink bad-tint",
          "soft paper",
          "soft card",
          "accent paper",
          "accent card",
          "accent tint",
          "accent-strong paper",
          "on-accent accent",
          "on-accent accent-strong",
          "good card",
          "good good-tint",
          "bad card",
          "bad paper",
          "bad bad-tint",
          "card bad");

  static Stream<String> pairs() {
    return Stream.concat(
            PAIRS.stream(), Stream.of(0, 1, 2, 3, 4, 5).map(hue -> "hue-" + hue + " paper"))
        .flatMap(pair -> Stream.of("light " + pair, "dark " + pair));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void text_onItsBackground_hasContrastOfSeven(String pair) throws IOException {
    String[] names = pair.split(" ");
    Map<String, String> palette = palette(names[0]);

    double text = luminance(palette.get(names[1]));
    double background = luminance(palette.get(names[2]));

    assertThat((Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05))
        .isGreaterThanOrEqualTo(7.0);
  }

  private static Map<String, String> palette(String scheme) throws IOException {
    String css = Files.readString(CSS);
    int dark = css.indexOf("@media (prefers-color-scheme: dark)");
    String part =
        scheme.equals("light")
            ? css.substring(0, dark)
            : css.substring(dark, css.indexOf("* { box-sizing"));
    Map<String, String> colors =
        COLOR
            .matcher(part)
            .results()
            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    int group = scheme.equals("light") ? 2 : 3;
    for (MatchResult hue : HUE.matcher(css).results().toList()) {
      colors.put(hue.group(1), hue.group(group));
    }
    return colors;
  }

  private static double luminance(String hex) {
    String full = hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex;
    return 0.2126 * channel(full, 0) + 0.7152 * channel(full, 2) + 0.0722 * channel(full, 4);
  }

  private static double channel(String hex, int from) {
    double value = Integer.parseInt(hex.substring(from, from + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
