/** The agent's settings, from wherever they are given. */
@NullMarked
package io.tagalong.agent.config;

import org.jspecify.annotations.NullMarked;
