/** What an application sends through Braze, seen in its requests to Braze's REST API. */
@NullMarked
package io.tagalong.agent.braze;

import org.jspecify.annotations.NullMarked;
