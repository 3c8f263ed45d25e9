package io.streamcat.jdbc.internal.json;

import io.streamcat.user.OwnSettings;
import io.streamcat.user.ResourceKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chosen settings as the JSON in column {@code own_settings}: an object with the changes of the
 * defaults by kind of resource, {@code {}} if there are none. A setting that this release does not
 * know is an error.
 */
public final class OwnSettingsJson {

  /** The settings of most users, which need no parser. */
  private static final String NONE = "{}";

  private OwnSettingsJson() {}

  /**
   * Writes chosen settings.
   *
   * @param own the settings
   * @return a JSON object
   */
  public static String write(OwnSettings own) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (ResourceKind kind : ResourceKind.values()) {
      if (!own.get(kind).isEmpty()) {
        json.put(kind.name(), ChangeJson.write(own.get(kind)));
      }
    }
    return Json.write(json);
  }

  /**
   * Reads chosen settings.
   *
   * @param text a JSON object
   * @return the settings
   * @throws io.streamcat.exception.StorageException if the text is damaged, or a newer release has
   *     written a setting that this one does not know
   */
  public static OwnSettings read(String text) {
    if (text.equals(NONE)) {
      return OwnSettings.NONE;
    }
    JsonFields json = JsonFields.of(text);
    OwnSettings own = OwnSettings.NONE;
    for (String name : json.names()) {
      ResourceKind kind = JsonFields.known(name, ResourceKind.class);
      own = own.and(ChangeJson.read(kind, json.requiredObject(name)));
    }
    return own;
  }
}
