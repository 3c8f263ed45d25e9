package io.streamcat.jdbc;

import io.streamcat.user.ChannelChange;
import io.streamcat.user.ChannelChange.Settings;
import io.streamcat.user.ChannelChange.Simple;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What is due about a channel, as column {@code due} holds it: names separated by commas, the last
 * one followed by new settings as JSON, if there are some.
 */
final class Due {

  private static final String AT_ONCE = "SETTINGS:";
  private static final String AFTER_THE_STREAM = "SETTINGS_AFTER_STREAM:";

  private Due() {}

  static String write(Set<ChannelChange> due) {
    Set<Simple> simple = EnumSet.noneOf(Simple.class);
    String settings = "";
    for (ChannelChange change : due) {
      if (change instanceof Simple one) {
        simple.add(one);
      } else if (change instanceof Settings other) {
        settings =
            (other.waits() ? AFTER_THE_STREAM : AT_ONCE) + SettingsJson.write(other.settings());
      }
    }
    String names = UserRow.list(simple);
    return names.isEmpty() || settings.isEmpty() ? names + settings : names + "," + settings;
  }

  static Set<ChannelChange> read(String text) {
    if (text.isEmpty()) {
      return Set.of();
    }
    int settings = text.indexOf("SETTINGS");
    Set<ChannelChange> due = new HashSet<>();
    String names = settings < 0 ? text : text.substring(0, Math.max(0, settings - 1));
    due.addAll(UserRow.constants(Simple.class, names));
    if (settings >= 0) {
      String json = text.substring(text.indexOf(':', settings) + 1);
      due.add(
          new Settings(SettingsJson.channel(json), text.startsWith(AFTER_THE_STREAM, settings)));
    }
    return due;
  }
}
