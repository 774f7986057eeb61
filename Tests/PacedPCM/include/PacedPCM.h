#pragma once
// Nothing is called from outside: libasound finds the plugin's entry by its name.
