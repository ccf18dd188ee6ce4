#pragma once

#include "content/tool/kiosk_pack_import_options.h"
#include "content/tool/kiosk_pack_import_outcome.h"

namespace content::importing {

/// Prints what was understood, found and changed: JSON with Options::as_json, else tables for people.
void print_summary(const Summary& summary, const Options& options);

}  // namespace content::importing
