package io.streamcat.examples.web;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the site has answered. */
record Page(HttpResponse<String> response) {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  int status() {
    return response.statusCode();
  }

  String body() {
    return response.body();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Where it redirects to, without scheme and host; empty if it does not. */
  String location() {
    return header("Location").replaceFirst("^https?://[^/]+", "");
  }

  /** The hidden fields of the form that is sent to an address. */
  Map<String, String> hiddenFields(String action) {
    Pattern form =
        Pattern.compile(
            "<form[^>]*action=\"" + Pattern.quote(action) + "\".*?</form>", Pattern.DOTALL);
    Matcher found = form.matcher(body());
    if (!found.find()) {
      throw new AssertionError("no form for " + action + " in " + body());
    }
    Map<String, String> fields = new LinkedHashMap<>();
    HIDDEN.matcher(found.group()).results().forEach(m -> fields.put(m.group(1), m.group(2)));
    return fields;
  }

  /** All texts that stand between two others. */
  List<String> between(String before, String after) {
    Pattern pattern =
        Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after), Pattern.DOTALL);
    return pattern.matcher(body()).results().map(MatchResult::group).toList();
  }

  /** The playback tokens, wherever there is an address with one. */
  List<String> playbackTokens() {
    return Pattern.compile("(?<=[?]token=)[\\w.-]+")
        .matcher(body())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** The stream key, if it is shown. */
  List<String> streamKeys() {
    return Pattern.compile("sk_[a-z0-9-]+_[A-Za-z0-9]+_[A-Za-z0-9]+")
        .matcher(body())
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
