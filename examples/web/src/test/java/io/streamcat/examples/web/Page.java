package io.streamcat.examples.web;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A response of the site. */
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

  /** Returns the path of the redirect, or an empty text if the response is none. */
  String location() {
    return header("Location").replaceFirst("^https?://[^/]+", "");
  }

  /** Returns the hidden fields of the form with an action. */
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

  /** Returns all texts between two others. */
  List<String> between(String before, String after) {
    Pattern pattern =
        Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after), Pattern.DOTALL);
    return pattern.matcher(body()).results().map(MatchResult::group).toList();
  }

  /** Returns the playback tokens in all addresses of the page. */
  List<String> playbackTokens() {
    return Pattern.compile("(?<=[?]token=)[\\w.-]+")
        .matcher(body())
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** Returns the stream key, if shown. */
  List<String> streamKeys() {
    return Pattern.compile("sk_[a-z0-9-]+_[A-Za-z0-9]+_[A-Za-z0-9]+")
        .matcher(body())
        .results()
        .map(MatchResult::group)
        .toList();
  }
}
