/** Lines on standard error, and errors that must not reach the application. */
@NullMarked
package io.tagalong.agent.log;

import org.jspecify.annotations.NullMarked;
