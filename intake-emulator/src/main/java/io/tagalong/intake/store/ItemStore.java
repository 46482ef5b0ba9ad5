package io.tagalong.intake.store;

import io.tagalong.intake.item.Dashboard;
import io.tagalong.intake.item.Event;
import io.tagalong.intake.item.LogItem;
import io.tagalong.intake.item.ServiceCheck;
import java.util.ArrayList;
import java.util.List;

/** What arrived that is no metric, in its order. Not thread-safe; the ledger owns it. */
public final class ItemStore {
  private final long maxItems;
  private final List<Event> events = new ArrayList<>();
  private final List<ServiceCheck> checks = new ArrayList<>();
  private final List<LogItem> logs = new ArrayList<>();
  private final List<Dashboard> dashboards = new ArrayList<>();

  /**
   * @param maxItems the room for all kinds together
   */
  public ItemStore(long maxItems) {
    this.maxItems = maxItems;
  }

  public boolean hasRoomFor(long items) {
    return items + events.size() + checks.size() + logs.size() + dashboards.size() <= maxItems;
  }

  public void add(Event event) {
    events.add(event);
  }

  public void add(Dashboard dashboard) {
    dashboards.add(dashboard);
  }

  public void addChecks(List<ServiceCheck> payload) {
    checks.addAll(payload);
  }

  public void addLogs(List<LogItem> payload) {
    logs.addAll(payload);
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public List<ServiceCheck> checks() {
    return List.copyOf(checks);
  }

  public List<LogItem> logs() {
    return List.copyOf(logs);
  }

  public List<Dashboard> dashboards() {
    return List.copyOf(dashboards);
  }

  public void clear() {
    events.clear();
    checks.clear();
    logs.clear();
    dashboards.clear();
  }
}
