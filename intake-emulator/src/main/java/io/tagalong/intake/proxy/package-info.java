/** An HTTP proxy for tests of senders that stand behind one. */
@NullMarked
package io.tagalong.intake.proxy;

import org.jspecify.annotations.NullMarked;
