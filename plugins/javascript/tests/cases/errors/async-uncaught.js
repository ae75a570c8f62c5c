const main = async () => {
  await null;
  throw new RangeError("after await");
};
main().catch((error) => {
  console.error(`${error.name}: ${error.message}`);
  process.exit(4);
});
