/** What the agent costs the application: its start, and every call. */
@NullMarked
package io.tagalong.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
