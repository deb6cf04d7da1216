/** Is active, as esbonio is. */

exports.activate = () => {};
