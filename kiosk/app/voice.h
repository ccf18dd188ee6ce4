#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/visit/speech.h"

/// A voice for reading aloud: espeak-ng, as a program of its own, so that no text can harm the display and no memory is
/// taken while nobody listens.
namespace kiosk {

/// The sentences as SSML (W3C Speech Synthesis Markup Language 1.1), each in its own voice; at most 32 KiB of text.
[[nodiscard]] std::string ssml_of(const std::vector<Sentence>& sentences);

inline constexpr const char* voice_program = "/usr/bin/espeak-ng";
/// Speaks by starting `program` with the SSML as its standard input; null when it is not there.
[[nodiscard]] std::unique_ptr<Speaker> make_voice(const std::string& program = voice_program);

}  // namespace kiosk
