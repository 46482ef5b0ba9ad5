package io.tagalong.agent.link;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has come of linking one path at one method: it leads somewhere, or it does not, and why. */
public final class PathVerdict {
  private static final PathVerdict LEADS_SOMEWHERE = new PathVerdict("", null, Set.of(), null);

  private final String reason;
  private final @Nullable NoSuchMemberException lack;
  private final Set<String> members;
  private final @Nullable Throwable obstacle;

  private PathVerdict(
      String reason,
      @Nullable NoSuchMemberException lack,
      Set<String> members,
      @Nullable Throwable obstacle) {
    this.reason = reason;
    this.lack = lack;
    this.members = members;
    this.obstacle = obstacle;
  }

  static PathVerdict leadsSomewhere() {
    return LEADS_SOMEWHERE;
  }

  static PathVerdict leadsNowhere(String reason) {
    return new PathVerdict(reason, null, Set.of(), null);
  }

  /**
   * For want of a member.
   *
   * @param members the names of those that there are
   */
  static PathVerdict leadsNowhere(String reason, NoSuchMemberException lack, Set<String> members) {
    return new PathVerdict(reason, lack, members, null);
  }

  static PathVerdict unknown(Throwable obstacle) {
    return new PathVerdict("", null, Set.of(), obstacle);
  }

  /** Why the path is read as null at this method, as the agent would log it; else empty. */
  public String reason() {
    return reason;
  }

  /** The member that there is not; empty where none is missing. */
  public String member() {
    return lack == null ? "" : lack.member();
  }

  /** The names of those that could be read in its place, in their order. */
  public Set<String> members() {
    return members;
  }

  /**
   * Whether the member was looked for in {@code Object}, since no more is declared: or since a
   * class that the declaration names is not there, about which reflection keeps quiet.
   */
  public boolean ofAnyType() {
    return lack != null && lack.type() == Object.class;
  }

  /** What has kept a class from being loaded, so that nobody knows; null where it is known. */
  public @Nullable Throwable obstacle() {
    return obstacle;
  }
}
