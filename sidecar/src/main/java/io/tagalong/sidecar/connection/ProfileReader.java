package io.tagalong.sidecar.connection;

import io.tagalong.sidecar.connection.Profile.HistoricalData;
import io.tagalong.sidecar.deliver.IntakeUrl;
import io.tagalong.sidecar.deliver.Site;
import io.tagalong.sidecar.key.ApiKey;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a profile from JSON: a whole one, or changes to one. A request and the state file have the
 * same fields. Complaints never quote what may be a key.
 */
final class ProfileReader {
  static final List<String> FIELDS =
      List.of(
          "name",
          "site",
          "dd_url",
          "api_key",
          "api_key_env",
          "api_key_file",
          "application_key",
          "application_key_env",
          "application_key_file",
          "sync_interval_minutes",
          "historical_data");

  private static final int MAX_NAME = 100;

  private final Fields fields;

  ProfileReader(Fields fields) {
    this.fields = fields;
  }

  /** A new connection; what is left out has its default, but for the API key. */
  Profile whole(String id, long createdSeconds) {
    if (fields.text("api_key").or(() -> fields.text("api_key_env")).isEmpty()
        && fields.text("api_key_file").isEmpty()) {
      fields.error("the API key is missing; give api_key, api_key_env or api_key_file");
    }
    return changed(
        new Profile(
            id,
            "Datadog",
            Site.US1,
            Optional.empty(),
            new KeyPlace.Stored(""),
            Optional.empty(),
            Profile.DEFAULT_INTERVAL_MINUTES,
            HistoricalData.START_FRESH,
            createdSeconds));
  }

  /** A profile with the fields that are there changed. */
  Profile changed(Profile before) {
    return new Profile(
        before.id(),
        fields.text("name").map(this::name).orElse(before.name()),
        fields.text("site").map(this::site).orElse(before.site()),
        address(before.address()),
        key("api_key", ApiKey::isWellFormed, ApiKey.SHAPE).orElse(before.apiKey()),
        applicationKey(before.applicationKey()),
        fields.number("sync_interval_minutes").map(this::interval).orElse(before.intervalMinutes()),
        fields.text("historical_data").map(this::historical).orElse(before.historicalData()),
        before.createdSeconds());
  }

  private String name(String text) {
    if (text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
      fields.error(
          "name is too long, or not one line; allowed are %d characters".formatted(MAX_NAME));
    }
    return text;
  }

  private Site site(String text) {
    Optional<Site> site = Site.named(text);
    if (site.isEmpty()) {
      fields.error("site is no Datadog site; allowed are " + Site.choices());
    }
    return site.orElse(Site.US1);
  }

  private Optional<URI> address(Optional<URI> before) {
    if (!fields.has("dd_url") || fields.isNull("dd_url")) {
      return fields.has("dd_url") ? Optional.empty() : before;
    }
    Optional<String> text = fields.text("dd_url").map(given -> given.replaceFirst("/+$", ""));
    if (text.isPresent() && !IntakeUrl.isUsable(text.get())) {
      fields.error(
          "dd_url is no intake address; allowed is http:// or https:// with a host, then at most a"
              + " port and a path");
      return before;
    }
    return text.map(URI::create);
  }

  private Optional<KeyPlace> applicationKey(Optional<KeyPlace> before) {
    if (fields.isNull("application_key")) {
      return Optional.empty();
    }
    return key(
            "application_key",
            ProfileReader::isApplicationKey,
            "40 letters and digits, or ddapp_ and more")
        .or(() -> before);
  }

  /** They have 40 characters, or more since they begin with {@code ddapp_}. */
  private static boolean isApplicationKey(String text) {
    return text.matches("[0-9A-Za-z_]{40,100}");
  }

  private Optional<KeyPlace> key(String name, Predicate<String> isWellFormed, String shape) {
    List<KeyPlace> places = new ArrayList<>();
    Optional<String> key = fields.text(name);
    key.ifPresent(text -> places.add(new KeyPlace.Stored(text)));
    if (key.isPresent() && !isWellFormed.test(key.get())) {
      fields.error(
          "%s has not the form of one (%d characters, not shown); allowed are %s"
              .formatted(name, key.get().length(), shape));
    }
    fields.text(name + "_env").ifPresent(text -> places.add(new KeyPlace.Variable(text)));
    fields.text(name + "_file").flatMap(this::path).ifPresent(path -> places.add(path));
    if (places.size() > 1) {
      fields.error("%1$s is given twice; give one of %1$s, %1$s_env, %1$s_file".formatted(name));
    }
    return places.stream().findFirst();
  }

  private Optional<KeyPlace> path(String text) {
    try {
      return Optional.of(new KeyPlace.InFile(Path.of(text)));
    } catch (InvalidPathException impossible) {
      fields.error("a file of a key cannot have that name; give its absolute path");
      return Optional.empty();
    }
  }

  private int interval(long minutes) {
    if (minutes < Profile.MIN_INTERVAL_MINUTES || minutes > Profile.MAX_INTERVAL_MINUTES) {
      fields.error(
          "sync_interval_minutes is %d; allowed are %d to %d"
              .formatted(minutes, Profile.MIN_INTERVAL_MINUTES, Profile.MAX_INTERVAL_MINUTES));
      return Profile.DEFAULT_INTERVAL_MINUTES;
    }
    return (int) minutes;
  }

  private HistoricalData historical(String text) {
    for (HistoricalData choice : HistoricalData.values()) {
      if (word(choice).equals(text)) {
        return choice;
      }
    }
    fields.error("historical_data is neither start_fresh nor backfill");
    return HistoricalData.START_FRESH;
  }

  /** How JSON spells a choice. */
  static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
