#pragma once

namespace kiosk {

/// Gives memory back that a display does not need while its picture stands: what is free in the heap, and the pages of
/// files (fonts, libraries, this program) that it only reads. They come back from the kernel's cache of files as they
/// are touched, some 64 kB at a time, without reading a disk as long as the machine has memory. The heap gets no huge
/// pages from then on: the kernel would make some in the background, of memory that has just been given back.
///
/// Costs some milliseconds: to be called when nothing is due for seconds. What other threads do meanwhile is not
/// harmed.
void give_back_memory();

}  // namespace kiosk
