/** What the integration tests are written in: JVMs, processes and the jars under test. */
@NullMarked
package io.tagalong.it.harness;

import org.jspecify.annotations.NullMarked;
