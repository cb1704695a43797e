"""A learner's Python kernel, without the debugger, which is loaded into every kernel whether it is used or not."""

import sys

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

_USUAL = "ipykernel_launcher"


class Kernels(KernelSpecManager):
    """The kernels there are, Jupyter's own for Python started by this module."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return what starts a kernel."""
        spec = super().get_kernel_spec(kernel_name)
        if _USUAL in spec.argv:
            at = spec.argv.index(_USUAL)
            spec.argv[at - 1 : at + 1] = ["-P", "-m", "course_class.hub.kernel"]  # -P: nothing of the learner's
            spec.metadata["debugger"] = False
        return spec


def main() -> None:
    """Be a kernel, and return when it has ended."""
    # To Python: there is none, and ipykernel does without.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()


if __name__ == "__main__":
    main()
