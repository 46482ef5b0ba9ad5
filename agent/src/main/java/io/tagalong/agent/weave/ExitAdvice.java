package io.tagalong.agent.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner.Typing;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the call that is put before each normal return: one parameter per {@link
 * io.tagalong.agent.rule.Slot}, in its order.
 *
 * <p>The body never runs. {@code inline = false} makes Byte Buddy write an invokedynamic of this
 * signature, so woven code refers to no class of the agent. {@code suppress} catches whatever the
 * linked handle throws. An exception of the woven method itself passes by untouched and uncounted.
 */
final class ExitAdvice {
  private ExitAdvice() {}

  @Advice.OnMethodExit(inline = false, suppress = Throwable.class)
  static void exit(
      @Advice.This(optional = true, typing = Typing.DYNAMIC) @Nullable Object self,
      @Advice.Argument(value = 0, optional = true, typing = Typing.DYNAMIC) @Nullable Object arg0,
      @Advice.Argument(value = 1, optional = true, typing = Typing.DYNAMIC) @Nullable Object arg1,
      @Advice.Argument(value = 2, optional = true, typing = Typing.DYNAMIC) @Nullable Object arg2,
      @Advice.Argument(value = 3, optional = true, typing = Typing.DYNAMIC) @Nullable Object arg3,
      @Advice.Return(typing = Typing.DYNAMIC) @Nullable Object result) {}
}
