/**
 * HTTP requests that the application sends, whichever client it uses, for those who want to know.
 */
@NullMarked
package io.tagalong.agent.http;

import org.jspecify.annotations.NullMarked;
